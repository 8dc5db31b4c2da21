package io.voteengine.sync.result;

import io.voteengine.log.LogThrottle;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerFinalizations;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the host about sealed polls until it has understood, with growing pauses after failures. It
 * has a thread of its own, since the host's code may take its time. Used by one thread.
 */
public final class ResultTelling {
  private static final Logger log = LoggerFactory.getLogger(ResultTelling.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Longer than hosts take, so that two nodes seldom tell the same. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final LedgerFinalizations finalizations;
  private final VoteReconciler.Listener listener;
  private final UUID node;
  private final GrowingPauses pauses = new GrowingPauses();
  private final LogThrottle logAgain = new LogThrottle();

  public ResultTelling(
      LedgerFinalizations finalizations, VoteReconciler.Listener listener, UUID node) {
    this.finalizations = finalizations;
    this.listener = listener;
    this.node = node;
  }

  /** Tells what the host has not understood yet. */
  public Duration run() {
    List<String> untold = finalizations.untold();
    pauses.retain(untold);
    untold.forEach(this::tell);
    return PAUSE;
  }

  private void tell(String poll) {
    if (!pauses.isOver(poll) || !finalizations.claimTelling(poll, node, LEASE)) {
      return;
    }
    try {
      listener.tell(finalizations.find(poll).orElseThrow());
      finalizations.told(poll);
      pauses.succeeded(poll);
    } catch (Exception e) {
      Duration pause = pauses.failed(poll);
      logAgain.run(
          others ->
              log.warn(
                  "The host's onSealed hook failed for the poll '{}'; it is called again in {} s. Such"
                      + " failures happened {} more times since the last such line",
                  poll,
                  pause.toSeconds(),
                  others,
                  e));
    }
  }
}
