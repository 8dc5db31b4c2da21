package io.voteengine.sync.result;

import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerFinalizations;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Tells the ledger for each closing poll that no vote of it is under way on this node. A poll is
 * not sealed before every live node has said so. Safe for use by many threads.
 */
public final class UnderWayReports {
  /** How long a poll may wait for this node. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final VoteLedger ledger;
  private final LedgerFinalizations finalizations;
  private final VoteReconciler.Listener listener;
  private final UUID node;
  private volatile int closing;

  public UnderWayReports(
      VoteLedger ledger,
      LedgerFinalizations finalizations,
      VoteReconciler.Listener listener,
      UUID node) {
    this.ledger = ledger;
    this.finalizations = finalizations;
    this.listener = listener;
    this.node = node;
  }

  /** Reports on all polls that are closing. Returns the pause before the next time. */
  public Duration run() {
    List<String> polls = finalizations.closing();
    closing = polls.size();
    polls.forEach(this::report);
    return PAUSE;
  }

  /** Returns how many polls were closing when it last looked. */
  int closing() {
    return closing;
  }

  /** Reports on one poll, unless a vote of it is under way. */
  void report(String poll) {
    // Read first: an epoch that begins after this node has looked must count as another one.
    long epochs = ledger.positions().stream().mapToLong(position -> position.term().epoch()).sum();
    if (!listener.hasUnderWay(poll)) {
      finalizations.settled(poll, node, epochs);
    }
  }
}
