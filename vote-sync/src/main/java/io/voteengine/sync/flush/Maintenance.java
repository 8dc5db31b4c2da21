package io.voteengine.sync.flush;

import io.voteengine.VoteException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import java.time.Duration;

/**
 * Runs the ledger's maintenance, which removes what has outlived its retention, and reports the
 * outcome.
 */
public final class Maintenance {
  /** The longest wait before a retry after a failure. */
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final VoteLedger ledger;
  private final Duration pause;
  private final VoteReconciler.Listener listener;
  private final ReconcilerLog events;

  public Maintenance(
      VoteLedger ledger, Duration pause, VoteReconciler.Listener listener, ReconcilerLog events) {
    this.ledger = ledger;
    this.pause = pause;
    this.listener = listener;
    this.events = events;
  }

  /** Returns how long to wait before the next run. */
  public Duration run() {
    try {
      ledger.maintain();
    } catch (RuntimeException e) {
      listener.maintained(e);
      if (!(e instanceof VoteException)) {
        throw e;
      }
      events.notMaintained(e);
      return pause.compareTo(RETRY) < 0 ? pause : RETRY;
    }
    listener.maintained(null);
    events.maintained();
    return pause;
  }
}
