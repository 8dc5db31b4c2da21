package io.voteengine.engine.cast;

import io.voteengine.spi.VoteLedger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the ledger record once that a poll's closing time has passed, because another clock (of a
 * server that takes over, or of the database) may be behind.
 */
final class PollClosings {
  private static final Logger log = LoggerFactory.getLogger(PollClosings.class);

  private final VoteLedger ledger;
  private final Executor executor;
  private final Set<String> recorded = ConcurrentHashMap.newKeySet();

  /**
   * @param executor where the ledger may block
   */
  PollClosings(VoteLedger ledger, Executor executor) {
    this.ledger = ledger;
    this.executor = executor;
  }

  /** Called when a vote was refused because the poll has closed. Does not wait. */
  void refused(String poll) {
    if (recorded.add(poll)) {
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
