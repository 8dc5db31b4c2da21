package io.voteengine.redis;

import io.voteengine.VoteStoreException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.Term;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A vote on its way, and its answer. */
record PendingCast(
    Term term, CastCommand vote, Deadline deadline, CompletableFuture<CastReply> reply) {
  /** A tick of {@link Expiry}, and as much again for the answer to arrive. */
  private static final long LEFT_TO_ANSWER_NANOS =
      TimeUnit.MILLISECONDS.toNanos(2 * Expiry.TICK_MILLIS);

  /** Whether it may wait for a connection: it is told before its deadline that there is none. */
  boolean canWait() {
    return deadline.remainingNanos() > LEFT_TO_ANSWER_NANOS;
  }

  boolean isLate() {
    return deadline.passed();
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
