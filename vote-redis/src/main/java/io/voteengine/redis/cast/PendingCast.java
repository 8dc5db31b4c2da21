package io.voteengine.redis.cast;

import io.voteengine.VoteStoreException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A vote on its way, and its answer.
 *
 * @param deadline when it must be answered
 * @param inLine how long it may wait for a connection
 */
record PendingCast(
    Term term,
    CastCommand vote,
    Deadline deadline,
    Deadline inLine,
    CompletableFuture<CastReply> reply) {
  /** A tick of {@link DeadlineTicker}, and as much again for the answer to arrive. */
  private static final long LEFT_TO_ANSWER_NANOS = 2 * DeadlineTicker.TICK_NANOS;

  private static final long LONGEST_IN_LINE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * Returns a vote that has not been sent. Without a connection it waits for half of its time, so
   * that its caller can use the other half to cast it in the ledger.
   */
  static PendingCast of(Term term, CastCommand vote, Deadline deadline) {
    long left = deadline.remainingNanos();
    long inLine = Math.min(Math.min(left / 2, left - LEFT_TO_ANSWER_NANOS), LONGEST_IN_LINE_NANOS);
    return new PendingCast(
        term, vote, deadline, Deadline.in(Duration.ofNanos(inLine)), new CompletableFuture<>());
  }

  /**
   * Returns whether it may still wait for a connection. It fails well before its deadline when
   * there is none.
   */
  boolean canWait() {
    return !inLine.passed();
  }

  /**
   * Returns whether it is too late to send it. The caller must get this answer before giving up.
   */
  boolean isLate() {
    return deadline.remainingNanos() <= DeadlineTicker.TICK_NANOS;
  }

  /** Ends the wait of a vote whose deadline has passed since it was sent. */
  void endSentIfLate() {
    if (deadline.passed()) {
      reply.completeExceptionally(
          new VoteStoreException(
              "Redis did not answer before the deadline; whether the vote is counted is not known."
                  + " Send it again with the same request id.",
              null));
    }
  }
}
