package io.voteengine.sync.degraded;

import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import java.util.UUID;

/**
 * This node's own limiter, used while the store's cannot be asked. The algorithm is the same, but
 * each node counts only what it sees itself.
 */
final class LocalLimits {
  private static final String TOKEN = "limits";
  private static final UUID NO_LEDGER = new UUID(0, 0);

  private final VoteStore limiter = InMemoryVoteStore.create();
  private final Term term;

  LocalLimits() {
    limiter.open(1, NO_LEDGER);
    String identity = limiter.freeze(0, TOKEN).toCompletableFuture().join().identity();
    term = new Term(0, 1, identity);
    limiter.reset(term, TOKEN).toCompletableFuture().join();
  }

  PermitReply take(SharedLimit limit) {
    return limiter.takePermit(term, limit).toCompletableFuture().join();
  }

  boolean giveBack(SharedLimit limit) {
    return limiter.returnPermit(term, limit).toCompletableFuture().join();
  }
}
