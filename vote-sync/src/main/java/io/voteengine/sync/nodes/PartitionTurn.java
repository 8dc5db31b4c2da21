package io.voteengine.sync.nodes;

import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.threads.Backoff;

/**
 * A partition of one worker, and when to try it again after a failure. Used by the worker's thread,
 * except for {@link #retry} and {@link #wake}, which any thread may call.
 */
final class PartitionTurn {
  final PartitionReconciler partition;
  private final Backoff backoff;
  private long notBefore = System.nanoTime();
  private volatile boolean retried;
  private volatile boolean woken;
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

  /** Says that its journal has events that somebody waits for. */
  void wake() {
    woken = true;
  }

  /** Returns whether it was woken since the last call. */
  boolean wasWoken() {
    if (!woken) {
      return false; // Written only where it is set, so that no call in between is lost.
    }
    woken = false;
    return true;
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
