package io.voteengine.engine.cast;

import io.voteengine.spi.VoteLedger;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the ledger record once that a poll's closing time has passed, because another clock (of a
 * server that takes over, or of the database) may be behind.
 */
final class PollClosings {
  private static final Logger log = LoggerFactory.getLogger(PollClosings.class);

  private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final VoteLedger ledger;
  private final Executor executor;

  /** When the ledger was last asked to; its rules may have changed since. */
  private final ConcurrentMap<String, Long> recorded = new ConcurrentHashMap<>();

  /**
   * @param executor where the ledger may block
   */
  PollClosings(VoteLedger ledger, Executor executor) {
    this.ledger = ledger;
    this.executor = executor;
  }

  /** Called when a vote was refused because the poll has closed. Does not wait. */
  void refused(String poll) {
    long now = System.nanoTime();
    Long before = recorded.get(poll);
    boolean due = before == null || now - before > AGAIN_NANOS;
    if (due
        && (before == null
            ? recorded.putIfAbsent(poll, now) == null
            : recorded.replace(poll, before, now))) {
      try {
        executor.execute(() -> record(poll));
      } catch (RejectedExecutionException e) {
        failed(poll, e);
      }
    }
  }

  private void record(String poll) {
    try {
      ledger.polls().recordOver(poll);
    } catch (RuntimeException e) {
      failed(poll, e);
    }
  }

  /** Logs the failure. The next refused vote tries again. */
  private void failed(String poll, RuntimeException failure) {
    recorded.remove(poll);
    log.warn("The ledger could not record that the poll '{}' has closed", poll, failure);
  }
}
