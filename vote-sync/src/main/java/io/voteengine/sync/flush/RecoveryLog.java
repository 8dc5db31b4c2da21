package io.voteengine.sync.flush;

import io.voteengine.log.LogThrottle;
import org.slf4j.Logger;

/**
 * Counts recovered partitions, so that all of a lost store are logged in one line. Safe for use by
 * many threads.
 */
public final class RecoveryLog {
  private final Logger log;
  private final LogThrottle throttle = new LogThrottle();
  private int partitions;
  private long salvaged;

  RecoveryLog(Logger log) {
    this.log = log;
  }

  /** Counts a recovery that read this many events in the store. */
  synchronized void add(int events) {
    partitions++;
    salvaged += events;
  }

  /** Logs what was recovered since the last line. */
  public synchronized void flush() {
    if (partitions > 0) {
      throttle.run(
          others -> {
            log.warn(
                "Recovered {} partitions whose store had lost its past; {} events could be read"
                    + " there and are in the ledger. Engines send again what they acknowledged",
                partitions,
                salvaged);
            partitions = 0;
            salvaged = 0;
          });
    }
  }
}
