package io.voteengine.sync.result;

import io.voteengine.SubjectId;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.LedgerRead;
import io.voteengine.spi.rules.SubjectPlaces;
import io.voteengine.sync.flush.StoreCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the store unload the subjects of a sealed poll, some at a time, and tells it that the poll
 * is sealed, so that it may forget the close. A partition that is recovered meanwhile holds none of
 * them.
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
    List<Position> positions = ledger.positions();
    for (Position position : positions) {
      unload(poll, position.term(), progress);
    }
    // Only now: in a full store this needs the memory that unloading has freed.
    for (Position position : positions) {
      seal(poll, position.term().partition(), positions.size());
    }
    finalizations.cleared(poll);
  }

  private void unload(String poll, Term term, Runnable progress) {
    @Nullable SubjectId after = null;
    do {
      List<SubjectId> chunk = finalizations.subjects(term.partition(), poll, after, CHUNK);
      if (!chunk.isEmpty()) {
        boolean unused = StoreCalls.await(store.unload(term, chunk), storeTimeout);
      }
      after = chunk.size() < CHUNK ? null : chunk.get(chunk.size() - 1);
      progress.run();
    } while (after != null);
  }

  private void seal(String poll, int partition, int partitions) {
    LedgerRead<Optional<PollSnapshot>> read = ledger.poll(partition, poll);
    read.value()
        .filter(found -> SubjectPlaces.mayHave(found.poll(), partition, partitions))
        .ifPresent(found -> StoreCalls.await(store.loadPoll(read.term(), found), storeTimeout));
  }
}
