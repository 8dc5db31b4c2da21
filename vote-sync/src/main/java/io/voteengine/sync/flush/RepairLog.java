package io.voteengine.sync.flush;

import io.voteengine.log.LogThrottle;
import org.slf4j.Logger;

/** Logs what was wrong in the data of store or ledger. Safe for use by many threads. */
public final class RepairLog {
  private final Logger log;
  private final LogThrottle drift = new LogThrottle();
  private final LogThrottle miscount = new LogThrottle();
  private final LogThrottle quarantine = new LogThrottle();

  RepairLog(Logger log) {
    this.log = log;
  }

  public void drifted(String place, int subjects) {
    drift.run(
        others ->
            log.warn(
                "{}: {} subjects may differ between store and ledger and are loaded from the"
                    + " ledger ({} more such steps since the last such line)",
                place,
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

  void quarantined(int partition, int votes, String reason) {
    quarantine.run(
        others ->
            log.error(
                "Partition {}: the ledger refused {} votes; they are in"
                    + " quarantine, as are those of {} more batches since the last such line. The"
                    + " first reason: {}",
                partition,
                votes,
                others,
                reason));
  }
}
