package io.voteengine.sync.flush;

import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.Position;
import io.voteengine.sync.StepResult;
import java.time.Duration;
import java.util.List;

/**
 * Commits one partition's events to the ledger and lets the store trim them. The order matters: the
 * commit, what it refused, the watermark, and only then the trim. Used under the partition's lock.
 */
final class JournalFlush {
  private final VoteStore store;
  private final VoteLedger ledger;
  private final VoteReconciler.Listener listener;
  private final Duration storeTimeout;
  private final KnownPosition position;
  private final DriftedSubjects drifted;
  private final FlushMeters meters;
  private final BatchInDoubt inDoubt = new BatchInDoubt();

  JournalFlush(
      VoteStore store,
      VoteLedger ledger,
      VoteReconciler.Listener listener,
      Duration storeTimeout,
      KnownPosition position,
      DriftedSubjects drifted,
      FlushMeters meters) {
    this.store = store;
    this.ledger = ledger;
    this.listener = listener;
    this.storeTimeout = storeTimeout;
    this.position = position;
    this.drifted = drifted;
    this.meters = meters;
  }

  /**
   * Commits those events of a slice that the ledger lacks.
   *
   * @param known the ledger's position
   * @param slice continues that position
   */
  StepResult run(Position known, JournalSlice slice) {
    drifted.addInDoubt(inDoubt.committedBy(known));
    drifted.unload(known.term());
    List<JournalEvent> fresh =
        slice.events().stream().filter(event -> event.seq() > known.seq()).toList();
    if (fresh.isEmpty()) {
      if (!slice.events().isEmpty()) {
        trim(known);
      }
      return StepResult.IDLE;
    }
    long began = System.nanoTime();
    position.forget();
    ApplyResult result = apply(known, fresh);
    if (!(result instanceof ApplyResult.Applied applied)) {
      return StepResult.FENCED;
    }
    drifted.addFrom(applied, fresh);
    position.refused(known.term(), applied.quarantined());
    drifted.unload(known.term());
    JournalEvent last = fresh.get(fresh.size() - 1);
    Position committed = new Position(known.term(), last.seq(), last.chain());
    position.committed(committed);
    listener.applied(fresh);
    trim(committed);
    meters.flushed(fresh.size(), System.nanoTime() - began);
    return StepResult.FLUSHED;
  }

  private ApplyResult apply(Position known, List<JournalEvent> events) {
    try {
      return ledger.apply(known, events);
    } catch (RuntimeException e) {
      inDoubt.remember(events);
      meters.failed();
      throw e;
    }
  }

  private void trim(Position watermark) {
    StoreCalls.await(store.applied(watermark.term(), watermark.seq()), storeTimeout);
  }
}
