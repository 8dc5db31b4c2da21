package io.voteengine.sync.flush;

import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What happens in one partition before and after the ledger commits its events. The order matters:
 * the commit, what it refused, the watermark, and only then the trim of the store. Used under the
 * partition's lock.
 */
final class JournalFlush {
  private final VoteStore store;
  private final VoteReconciler.Listener listener;
  private final Duration storeTimeout;
  private final KnownPosition position;
  private final DriftedSubjects drifted;
  private final FlushMeters meters;
  private final BatchInDoubt inDoubt = new BatchInDoubt();

  /** When the batch that is under way was begun. */
  private long began;

  JournalFlush(
      VoteStore store,
      VoteReconciler.Listener listener,
      Duration storeTimeout,
      KnownPosition position,
      DriftedSubjects drifted,
      FlushMeters meters) {
    this.store = store;
    this.listener = listener;
    this.storeTimeout = storeTimeout;
    this.position = position;
    this.drifted = drifted;
    this.meters = meters;
  }

  /**
   * Returns those events of a slice that the ledger lacks; null when there are none.
   *
   * @param known the ledger's position
   * @param slice continues that position
   */
  @Nullable JournalBatch begin(Position known, JournalSlice slice) {
    drifted.addInDoubt(inDoubt.committedBy(known));
    drifted.unload(known.term());
    List<JournalEvent> fresh =
        slice.events().stream().filter(event -> event.seq() > known.seq()).toList();
    if (fresh.isEmpty()) {
      if (!slice.events().isEmpty()) {
        StoreCalls.await(trim(known), storeTimeout);
      }
      return null;
    }
    began = System.nanoTime();
    position.forget();
    return new JournalBatch(known, fresh);
  }

  /** Records that a batch failed, and may have been committed all the same. */
  void failed(JournalBatch batch) {
    inDoubt.remember(batch.events());
    meters.failed();
  }

  /**
   * Reports what became of a batch. Where it was committed, the store begins to trim it; the step
   * has ended once the returned stage has.
   */
  CompletionStage<StepResult> end(JournalBatch batch, ApplyResult result) {
    if (!(result instanceof ApplyResult.Applied applied)) {
      return CompletableFuture.completedStage(StepResult.FENCED);
    }
    Term term = batch.before().term();
    drifted.addFrom(applied, batch.events());
    position.refused(term, applied.quarantined());
    drifted.unload(term);
    Position committed = new Position(term, batch.last().seq(), batch.last().chain());
    position.committed(committed);
    listener.applied(batch.events());
    long since = began;
    return trim(committed)
        .thenApply(
            done -> {
              meters.flushed(batch.events().size(), System.nanoTime() - since);
              return StepResult.FLUSHED;
            });
  }

  private CompletionStage<?> trim(Position watermark) {
    return store.applied(watermark.term(), watermark.seq());
  }
}
