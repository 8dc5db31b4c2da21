package io.voteengine.sync.nodes;

import io.voteengine.spi.Signal;
import io.voteengine.sync.threads.PeriodicTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what other nodes' signals ask for. Runs on the thread of the store's client, so it only
 * wakes threads.
 */
final class SignalHandler {
  private static final Logger log = LoggerFactory.getLogger(SignalHandler.class);

  private final int partitions;
  private final Leases leases;
  private final FlushDuty duty;
  private final WatermarkWatch watch;
  private final Workers workers;
  private final PeriodicTask renewing;
  private final PeriodicTask watching;

  SignalHandler(
      int partitions,
      Leases leases,
      FlushDuty duty,
      WatermarkWatch watch,
      Workers workers,
      PeriodicTask renewing,
      PeriodicTask watching) {
    this.partitions = partitions;
    this.leases = leases;
    this.duty = duty;
    this.watch = watch;
    this.workers = workers;
    this.renewing = renewing;
    this.watching = watching;
  }

  void received(Signal signal) {
    int partition = signal.partition();
    if (partition < 0 || partition >= partitions) {
      log.debug("{} names no partition of this ledger", signal);
      return;
    }
    switch (signal.kind()) {
      case AWAITED -> {
        if (duty.serves(partition)) {
          workers.wake(partition);
        }
      }
      case MOVED -> {
        if (!leases.holds(partition)) {
          watch.hinted(partition);
          watching.wake();
        }
      }
      case SHARED_ANEW -> renewing.wake();
    }
  }
}
