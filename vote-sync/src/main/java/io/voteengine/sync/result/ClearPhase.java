package io.voteengine.sync.result;

import io.voteengine.SubjectId;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.LedgerRead;
import io.voteengine.sync.flush.StoreCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the store unload the subjects of a sealed poll, some at a time. A partition that is
 * recovered meanwhile holds none of them.
 */
final class ClearPhase {
  private static final int CHUNK = 500;

  private final VoteStore store;
  private final VoteLedger ledger;
  private final LedgerFinalizations finalizations;
  private final Duration storeTimeout;

  ClearPhase(
      VoteStore store,
      VoteLedger ledger,
      LedgerFinalizations finalizations,
      Duration storeTimeout) {
    this.store = store;
    this.ledger = ledger;
    this.finalizations = finalizations;
    this.storeTimeout = storeTimeout;
  }

  void run(String poll, Runnable progress) {
    for (Position position : ledger.positions()) {
      int partition = position.term().partition();
      seal(partition, poll);
      @Nullable SubjectId after = null;
      do {
        List<SubjectId> chunk = finalizations.subjects(partition, poll, after, CHUNK);
        if (!chunk.isEmpty()) {
          boolean unused = StoreCalls.await(store.unload(position.term(), chunk), storeTimeout);
        }
        after = chunk.size() < CHUNK ? null : chunk.get(chunk.size() - 1);
        progress.run();
      } while (after != null);
    }
    finalizations.cleared(poll);
  }

  /** A store that knows the seal may forget the poll, and that it is closed. */
  private void seal(int partition, String poll) {
    LedgerRead<Optional<PollSnapshot>> read = ledger.poll(partition, poll);
    read.value()
        .ifPresent(found -> StoreCalls.await(store.loadPoll(read.term(), found), storeTimeout));
  }
}
