package io.voteengine.sync.flush;

import io.voteengine.VoteException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import java.time.Duration;

/** Has the ledger remove what has outlived its retention, and says how that went. */
public final class Maintenance {
  /** How soon it is tried again after a failure, at the latest. */
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

  /** Returns how long to wait for the next time. */
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
