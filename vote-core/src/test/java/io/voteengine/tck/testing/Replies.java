package io.voteengine.tck.testing;

import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Declined;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a store answers. */
public final class Replies {
  /** How long a test waits for what must come, beside whatever else the machine does. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private Replies() {}

  /**
   * Waits for an answer.
   *
   * @param stage the answer to come
   * @param <T> its type
   * @return the answer
   */
  public static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("The store did not answer", e);
    }
  }

  /**
   * Returns what a test compares that does not ask what the voter had chosen.
   *
   * @param reply the answer to a vote
   * @return the reason alone, of a refusal
   */
  public static CastReply withoutStanding(CastReply reply) {
    return reply instanceof Declined declined ? declined.reason() : reply;
  }
}
