package io.voteengine.sync.result;

import io.voteengine.log.LogThrottle;
import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationException;
import io.voteengine.result.FinalizationPhase;
import io.voteengine.result.PhaseRecord;
import io.voteengine.spi.ledger.LedgerFinalizations;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finalizes polls some time after their close, one after the other. A poll that fails is tried
 * again after pauses that grow.
 */
public final class DueFinalizations {
  private static final Logger log = LoggerFactory.getLogger(DueFinalizations.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final LedgerFinalizations finalizations;
  private final Finalizer finalizer;
  private final Duration grace;
  private final GrowingPauses pauses = new GrowingPauses();
  private final LogThrottle logAgain = new LogThrottle();

  public DueFinalizations(LedgerFinalizations finalizations, Finalizer finalizer, Duration grace) {
    this.finalizations = finalizations;
    this.finalizer = finalizer;
    this.grace = grace;
  }

  /** Finalizes what is due. A poll that cannot be finalized now does not stop the others. */
  public Duration run() {
    List<String> due = finalizations.due(grace);
    pauses.retain(due);
    for (String poll : due) {
      if (finalizer.isStopped()) {
        break;
      }
      if (pauses.isOver(poll)) {
        run(poll);
      }
    }
    return PAUSE;
  }

  private void run(String poll) {
    try {
      Finalization done = finalizer.run(poll);
      boolean cleared =
          done.phase(FinalizationPhase.CLEAR).filter(PhaseRecord::succeeded).isPresent();
      if (!cleared) {
        Duration unused = pauses.failed(poll);
      }
    } catch (RuntimeException e) {
      Duration pause = pauses.failed(poll);
      if (finalizer.isStopped() && e instanceof FinalizationException) {
        return;
      }
      logAgain.run(
          others ->
              log.warn(
                  "The poll '{}' cannot be finalized now; this is retried in {} s. It happened {} more"
                      + " times since the last such line",
                  poll,
                  pause.toSeconds(),
                  others,
                  e));
    }
  }
}
