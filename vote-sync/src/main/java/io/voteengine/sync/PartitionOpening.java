package io.voteengine.sync;

import io.voteengine.VoteStoreException;
import io.voteengine.sync.flush.PartitionReconciler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Makes a partition serve before the engine takes votes: the first step of its reconciler. */
final class PartitionOpening {
  /** How often other nodes may recover a partition while it starts here, before the start fails. */
  private static final int ATTEMPTS = 100;

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private PartitionOpening() {}

  static void open(PartitionReconciler partition) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      StepResult result = partition.open();
      if (result != StepResult.FENCED && result != StepResult.ABANDONED) {
        return;
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
    throw new VoteStoreException(
        partition + " does not serve: other nodes keep recovering it.", null);
  }
}
