package io.voteengine.sync.nodes;

import io.voteengine.spi.Signal;
import io.voteengine.spi.Signal.Kind;
import io.voteengine.spi.StoreSignals;
import io.voteengine.sync.StepResult;

/**
 * Decides which partitions this node flushes, and spreads the outcome of its steps: to other nodes
 * and to this node's own watch. Safe for use by many threads.
 */
final class FlushDuty {
  private final Leases leases;
  private final WatermarkWatch watch;
  private final StoreSignals signals;

  FlushDuty(Leases leases, WatermarkWatch watch, StoreSignals signals) {
    this.leases = leases;
    this.watch = watch;
    this.signals = signals;
  }

  /**
   * Returns whether this node flushes the partition, with a lease or because its holder does not.
   */
  boolean serves(int partition) {
    return leases.holds(partition) || watch.hasTakenOver(partition);
  }

  /** Returns whether there may be other nodes that wait to learn what this one does. */
  boolean hasCompany() {
    return leases.hasCompany();
  }

  /** Records that a worker has taken a step. */
  void stepped(int partition, StepResult result) {
    watch.stepped(partition, false);
    switch (result) {
      case FLUSHED, RECOVERED -> {
        if (hasCompany()) {
          signals.publish(new Signal(Kind.MOVED, partition));
        }
      }
      case FENCED -> watch.fenced(partition);
      case IDLE, ABANDONED -> {
        // Nothing has changed.
      }
    }
  }

  /** Records that a worker's step failed. */
  void failed(int partition) {
    watch.stepped(partition, true);
  }
}
