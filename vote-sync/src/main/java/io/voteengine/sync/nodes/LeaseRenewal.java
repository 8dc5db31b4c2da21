package io.voteengine.sync.nodes;

import io.voteengine.spi.Signal;
import io.voteengine.spi.Signal.Kind;
import io.voteengine.spi.StoreSignals;
import java.time.Duration;

/**
 * Renews this node's leases. It wakes the workers when the node gains partitions, and notifies the
 * other nodes when there are partitions to take. For the lease thread.
 */
final class LeaseRenewal {
  private final Leases leases;
  private final Workers workers;
  private final StoreSignals signals;
  private boolean announced;

  LeaseRenewal(Leases leases, Workers workers, StoreSignals signals) {
    this.leases = leases;
    this.workers = workers;
    this.signals = signals;
  }

  /** Returns how long to wait before the next renewal. */
  Duration run() {
    Leases.Change change = leases.renew();
    if (change.gained()) {
      workers.wakeAll();
    }
    if (change.lost() || !announced) {
      announced = true;
      signals.publish(new Signal(Kind.SHARED_ANEW, 0));
    }
    return leases.pause();
  }
}
