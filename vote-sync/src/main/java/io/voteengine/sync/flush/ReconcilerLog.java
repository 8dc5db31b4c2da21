package io.voteengine.sync.flush;

import io.voteengine.VoteStoreException;
import io.voteengine.log.LogThrottle;
import io.voteengine.log.OutageLog;
import io.voteengine.sync.Reconciler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Combines what the threads of one reconciler log: an outage is one of the store or the ledger, not
 * one of each partition. Safe for use by many threads.
 */
public final class ReconcilerLog {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final OutageLog store;
  private final OutageLog ledger;
  private final OutageLog maintenance =
      new OutageLog(
          log,
          "Maintenance of the ledger fails; what has outlived its retention is kept",
          "Maintenance of the ledger works again");
  private final LogThrottle unexpected = new LogThrottle();
  private final LogThrottle eviction = new LogThrottle();
  private final RepairLog repairs = new RepairLog(log);
  private final RecoveryLog recoveries = new RecoveryLog(log);

  /**
   * @param degrades whether votes are cast in the ledger while the store cannot be reached
   */
  public ReconcilerLog(boolean degrades) {
    this.store =
        new OutageLog(
            log,
            degrades
                ? "The store fails; where it does not answer, votes are cast in the ledger"
                : "The store fails; votes are rejected until it answers",
            "The store works again");
    this.ledger =
        new OutageLog(log, "The ledger fails; votes wait in the store", "The ledger works again");
  }

  /**
   * Records a call that failed and will be retried.
   *
   * @param source the caller; it must succeed for the outage to end
   */
  public void failed(Object source, Throwable failure) {
    if (failure instanceof VoteStoreException) {
      store.failed(source, failure);
    } else {
      ledger.failed(source, failure);
    }
  }

  /** Records a success of what may have failed before, or that it is no longer done here. */
  public void succeeded(Object source) {
    store.succeeded(source);
    ledger.succeeded(source);
  }

  void notMaintained(Throwable failure) {
    maintenance.failed("Maintenance", failure);
  }

  void maintained() {
    maintenance.succeeded("Maintenance");
  }

  /** Records a failure that can only come from a mistake in the code. */
  public void mistake(Object source, Throwable failure) {
    unexpected.run(
        others ->
            log.error(
                "{} failed in an unexpected way, and is retried; {} more such failures since"
                    + " the last such line",
                source,
                others,
                failure));
  }

  void notEvicted(@Nullable Throwable failure) {
    eviction.run(
        others ->
            log.warn(
                "The store did not evict from a partition, nor from {} others since the last such"
                    + " line; unused subjects stay until it does: {}",
                others,
                String.valueOf(failure)));
  }

  /** Returns the log of what was wrong in the data. */
  public RepairLog repairs() {
    return repairs;
  }

  /** Returns the log of recovered partitions. */
  public RecoveryLog recoveries() {
    return recoveries;
  }
}
