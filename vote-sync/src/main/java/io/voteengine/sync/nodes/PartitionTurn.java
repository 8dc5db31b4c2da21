package io.voteengine.sync.nodes;

import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.threads.Backoff;

/**
 * A partition of one worker, and when to try it again after a failure. Used by the worker's thread,
 * except for {@link #retry}, which any thread may call.
 */
final class PartitionTurn {
  final PartitionReconciler partition;
  private final Backoff backoff;
  private long notBefore = System.nanoTime();
  private volatile boolean retried;
  private boolean served;

  PartitionTurn(PartitionReconciler partition, Backoff backoff) {
    this.partition = partition;
    this.backoff = backoff;
  }

  int number() {
    return partition.number();
  }

  /** Makes the partition due now, whatever its backoff. */
  void retry() {
    retried = true;
  }

  boolean isDue() {
    if (retried) {
      retried = false;
      notBefore = System.nanoTime();
      backoff.beginAgain();
    }
    return System.nanoTime() - notBefore >= 0;
  }

  boolean isFailing() {
    return backoff.isFailing();
  }

  void succeeded() {
    backoff.afterSuccess();
  }

  void failed() {
    notBefore = System.nanoTime() + backoff.afterFailure().toNanos();
  }

  /** Records whether this node flushes the partition. Returns whether it did before. */
  boolean serve(boolean serves) {
    boolean before = served;
    served = serves;
    return before;
  }
}
