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
  private final LogThrottle drift = new LogThrottle();
  private final LogThrottle miscount = new LogThrottle();
  private final LogThrottle quarantine = new LogThrottle();
  private final LogThrottle eviction = new LogThrottle();
  private final LogThrottle recoveries = new LogThrottle();
  private int recovered;
  private long salvaged;

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

  public void drifted(Object partition, int subjects) {
    drift.run(
        others ->
            log.warn(
                "{}: {} subjects may differ between store and ledger and are loaded from the"
                    + " ledger ({} more such steps since the last such line)",
                partition,
                subjects,
                others));
  }

  public void miscounted(int partition, int tallies, String poll) {
    miscount.run(
        others ->
            log.error(
                "Partition {}: {} tallies of the poll '{}' were not the count of their votes and"
                    + " were corrected ({} more such steps since the last such line); something"
                    + " other than VoteEngine has written to the ledger",
                partition,
                tallies,
                poll,
                others));
  }

  void quarantined(Object partition, int votes, String reason) {
    quarantine.run(
        others ->
            log.error(
                "{}: the database refused {} votes for their data; they are in quarantine, as are"
                    + " those of {} more batches since the last such line. The first reason: {}",
                partition,
                votes,
                others,
                reason));
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

  synchronized void recovered(int events) {
    recovered++;
    salvaged += events;
  }

  /** Logs what was recovered since the last call, all partitions in one line. */
  public synchronized void flush() {
    if (recovered > 0) {
      recoveries.run(
          others -> {
            log.warn(
                "Recovered {} partitions whose store had lost its past; {} events could be read"
                    + " there and are in the ledger. Engines send again what they acknowledged",
                recovered,
                salvaged);
            recovered = 0;
            salvaged = 0;
          });
    }
  }
}
