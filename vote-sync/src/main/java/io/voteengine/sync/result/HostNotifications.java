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
 * Notifies the host of sealed polls until it has understood, with growing pauses after failures. It
 * has a thread of its own, since the host's code may take its time. Used by one thread.
 */
public final class HostNotifications {
  private static final Logger log = LoggerFactory.getLogger(HostNotifications.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Longer than hosts take, so that two nodes seldom notify it of the same. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final LedgerFinalizations finalizations;
  private final VoteReconciler.Listener listener;
  private final UUID node;
  private final GrowingPauses pauses = new GrowingPauses();
  private final LogThrottle logAgain = new LogThrottle();

  public HostNotifications(
      LedgerFinalizations finalizations, VoteReconciler.Listener listener, UUID node) {
    this.finalizations = finalizations;
    this.listener = listener;
    this.node = node;
  }

  /** Notifies the host of what it has not understood yet. */
  public Duration run() {
    List<String> unnotified = finalizations.unnotified();
    pauses.retain(unnotified);
    unnotified.forEach(this::notifyHost);
    return PAUSE;
  }

  private void notifyHost(String poll) {
    if (!pauses.isOver(poll) || !finalizations.claimNotification(poll, node, LEASE)) {
      return;
    }
    try {
      listener.notifyHost(finalizations.find(poll).orElseThrow());
      finalizations.notified(poll);
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
