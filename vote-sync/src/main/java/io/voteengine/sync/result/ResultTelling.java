package io.voteengine.sync.result;

import io.voteengine.log.LogThrottle;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerFinalizations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the host about sealed polls until it has understood, with growing pauses after failures. It
 * has a thread of its own, since the host's code may take its time. Used by one thread.
 */
public final class ResultTelling {
  private static final Logger log = LoggerFactory.getLogger(ResultTelling.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Longer than most hosts take, so that two nodes seldom tell the same. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private record Failing(int times, long again) {}

  private final LedgerFinalizations finalizations;
  private final VoteReconciler.Listener listener;
  private final UUID node;
  private final Map<String, Failing> failing = new HashMap<>();
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
    failing.keySet().retainAll(untold);
    untold.forEach(this::tell);
    return PAUSE;
  }

  private void tell(String poll) {
    Failing before = failing.getOrDefault(poll, new Failing(0, System.nanoTime()));
    if (before.again() - System.nanoTime() > 0 || !finalizations.claim(poll, node, LEASE)) {
      return;
    }
    try {
      listener.tell(finalizations.find(poll).orElseThrow());
      finalizations.told(poll);
      failing.remove(poll);
    } catch (Exception e) {
      failed(poll, before, e);
    } finally {
      finalizations.release(poll, node);
    }
  }

  private void failed(String poll, Failing before, Exception failure) {
    int times = before.times() + 1;
    long pause = FIRST_PAUSE.toMillis() << Math.min(times - 1, 20);
    long shortened = Math.min(pause, LONGEST_PAUSE.toMillis());
    failing.put(
        poll, new Failing(times, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(shortened)));
    logAgain.run(
        others ->
            log.warn(
                "The host's onSealed hook failed for the poll '{}', the {}. time; it is called again"
                    + " in {} s. Such failures happened {} more times since the last such line",
                poll,
                times,
                TimeUnit.MILLISECONDS.toSeconds(shortened),
                others,
                failure));
  }
}
