package io.voteengine.engine.cast;

import io.voteengine.RequestId;
import io.voteengine.engine.durable.Unconfirmed;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.Term;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends the store of a term the earlier votes of a voter that it may lack. */
public interface OwedVotes {
  /** For votes that need not wait for earlier ones. */
  OwedVotes NOTHING = (term, key) -> CompletableFuture.completedFuture(true);

  /** Sends them. Completes with true when nothing is left to be sent. */
  CompletableFuture<Boolean> send(Term term, VoteKey key);

  /** Finds the vote of a request that was acknowledged and that the ledger is not known to have. */
  default Optional<Unconfirmed.Entry> find(VoteKey key, RequestId request) {
    return Optional.empty();
  }
}
