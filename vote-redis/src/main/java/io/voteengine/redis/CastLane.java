package io.voteengine.redis;

import io.voteengine.StoreUnavailableException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.Term;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The votes of one partition. One call is under way at a time; votes that arrive meanwhile ride
 * together in the next. A lone vote goes out at once.
 */
final class CastLane {
  /** The most votes that may share a call, whatever is configured: so many events has an entry. */
  static final int MAX_TOGETHER = 256;

  private final Function<CastBatch, CompletionStage<List<Object>>> sender;
  private final int together;
  private final int limit;
  private final Deque<PendingCast> waiting = new ArrayDeque<>();
  private @Nullable CastBatch underWay;

  /**
   * @param together how many votes may share a call
   * @param limit how many may wait; further ones are refused
   */
  CastLane(Function<CastBatch, CompletionStage<List<Object>>> sender, int together, int limit) {
    this.sender = sender;
    this.together = together;
    this.limit = limit;
  }

  CompletionStage<CastReply> cast(Term term, CastCommand vote, Deadline deadline) {
    PendingCast cast = new PendingCast(term, vote, deadline, new CompletableFuture<>());
    CastBatch batch;
    synchronized (this) {
      if (waiting.size() >= limit) {
        return CompletableFuture.failedStage(
            new StoreUnavailableException(
                "%d votes of partition %d wait for Redis already; the vote has not been sent. Votes come faster than Redis takes them, or it is stalled."
                    .formatted(limit, term.partition()),
                null));
      }
      waiting.add(cast);
      batch = underWay == null ? next() : null;
    }
    send(batch);
    return cast.reply();
  }

  /** Ends the wait of votes whose deadline has passed. Answers whether the lane is in use. */
  boolean expire() {
    List<PendingCast> late = new ArrayList<>();
    CastBatch sent;
    synchronized (this) {
      sent = underWay;
      waiting.removeIf(cast -> cast.deadline().passed() && late.add(cast));
    }
    late.forEach(PendingCast::expiresUnsent);
    if (sent != null) {
      sent.casts().forEach(PendingCast::expireSent);
    }
    return sent != null;
  }

  private void send(@Nullable CastBatch batch) {
    if (batch != null) {
      sender
          .apply(batch)
          .whenComplete(
              (replies, failure) -> {
                CastBatch following;
                synchronized (this) {
                  underWay = null;
                  following = next();
                }
                send(following);
                batch.answer(replies, failure);
              });
    }
  }

  /** Takes the oldest votes of one term as the batch under way; null where none waits. */
  private @Nullable CastBatch next() {
    List<PendingCast> casts = new ArrayList<>();
    PendingCast first = waiting.peek();
    while (first != null && casts.size() < together) {
      PendingCast cast = waiting.peek();
      if (cast == null || !cast.term().equals(first.term())) {
        break;
      }
      casts.add(waiting.remove());
    }
    underWay = first == null ? null : new CastBatch(first.term(), casts);
    return underWay;
  }
}
