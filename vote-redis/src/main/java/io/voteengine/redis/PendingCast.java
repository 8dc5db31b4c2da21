package io.voteengine.redis;

import io.voteengine.StoreUnavailableException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.Term;
import java.util.concurrent.CompletableFuture;

/** A vote on its way, and its answer. */
record PendingCast(
    Term term, CastCommand vote, Deadline deadline, CompletableFuture<CastReply> reply) {

  /** Ends the wait of a vote whose deadline has passed before it was sent. */
  boolean expiresUnsent() {
    if (!deadline.passed()) {
      return false;
    }
    reply.completeExceptionally(
        new StoreUnavailableException(
            "The deadline passed while the vote waited for others of its partition; it has not been"
                + " sent to Redis. Try again, or give the engine a longer deadline.",
            null));
    return true;
  }

  /** Ends the wait of a vote whose deadline has passed since it was sent. */
  void expireSent() {
    if (deadline.passed()) {
      reply.completeExceptionally(
          new VoteStoreException(
              "Redis did not answer before the deadline; whether the vote is counted is not known."
                  + " Send it again with the same request id.",
              null));
    }
  }
}
