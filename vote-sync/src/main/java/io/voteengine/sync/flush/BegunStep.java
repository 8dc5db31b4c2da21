package io.voteengine.sync.flush;

import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.sync.StepResult;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Lock;

/** A step of a partition that has begun. */
public sealed interface BegunStep {
  /** A step that had nothing to commit, and has ended. */
  record Ended(StepResult result) implements BegunStep {}

  /**
   * A step with a batch for the ledger. It holds the partition's lock until it is closed, by the
   * thread that began it.
   */
  final class Open implements BegunStep, AutoCloseable {
    private final JournalBatch batch;
    private final JournalFlush flush;
    private final Lock lock;

    Open(JournalBatch batch, JournalFlush flush, Lock lock) {
      this.batch = batch;
      this.flush = flush;
      this.lock = lock;
    }

    public JournalBatch batch() {
      return batch;
    }

    /** Reports what became of the batch. The step has ended once the returned stage has. */
    public CompletionStage<StepResult> end(ApplyResult result) {
      return flush.end(batch, result);
    }

    /** Records that the ledger failed, and may have committed the batch all the same. */
    public void failed() {
      flush.failed(batch);
    }

    @Override
    public void close() {
      lock.unlock();
    }
  }
}
