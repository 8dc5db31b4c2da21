package io.voteengine.live.wire;

import io.voteengine.VoterId;
import io.voteengine.live.LiveVotes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers clients that poll, because a proxy blocks WebSocket and server-sent events. */
public final class WirePoll {
  private WirePoll() {}

  /**
   * Answers one poll with what the client does not have. A subscription lives for as long as the
   * answer takes.
   *
   * @param live the engine's live counts
   * @param codec the codec of all sessions
   * @param options the options of all sessions
   * @param voter who the client is; null: not known
   * @param body the body of the request: a {@code subscribe} frame
   * @param patience how long to collect what is read; 200 ms suit a store that is near. What is not
   *     read by then comes with the next poll
   * @return the body of the answer, {@code application/x-ndjson}, after this time; fails with what
   *     the authenticator or the rule of access threw
   */
  public static CompletableFuture<String> answer(
      LiveVotes live,
      WireCodec codec,
      WireOptions options,
      @Nullable VoterId voter,
      String body,
      Duration patience) {
    Objects.requireNonNull(patience, "patience");
    Collected collected = new Collected();
    WireSession session = WireSession.open(live, codec, options, collected, voter);
    try {
      session.receive(body);
    } catch (RuntimeException e) {
      session.close();
      return CompletableFuture.failedFuture(e);
    }
    Executor later = CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS);
    return CompletableFuture.supplyAsync(
        () -> {
          session.close();
          return collected.text();
        },
        later);
  }

  /** Keeps what would be sent. */
  private static final class Collected implements WireConnection {
    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void send(String message) {
      text.append(message).append('\n');
    }

    synchronized String text() {
      return text.toString();
    }
  }
}
