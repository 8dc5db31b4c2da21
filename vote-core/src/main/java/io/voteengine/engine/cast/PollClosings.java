package io.voteengine.engine.cast;

import io.voteengine.spi.VoteLedger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the ledger record once that a poll's closing time has passed: another clock, of a server that
 * takes over or of the database, may not have come there yet.
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

  /** A vote was refused because the poll has closed. Does not wait. */
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

  /** The next vote that is refused tries again. */
  private void failed(String poll, RuntimeException failure) {
    recorded.remove(poll);
    log.warn("The ledger could not record that the poll '{}' has closed", poll, failure);
  }
}
