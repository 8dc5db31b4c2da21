package io.voteengine.sync.result;

import io.voteengine.VoteException;
import io.voteengine.log.LogThrottle;
import io.voteengine.result.Finalization;
import io.voteengine.spi.ledger.LedgerFinalizations;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finalizes polls some time after their close, one after the other. */
public final class DueFinalizations {
  private static final Logger log = LoggerFactory.getLogger(DueFinalizations.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final LedgerFinalizations finalizations;
  private final Finalizer finalizer;
  private final Duration grace;
  private final LogThrottle logAgain = new LogThrottle();

  public DueFinalizations(LedgerFinalizations finalizations, Finalizer finalizer, Duration grace) {
    this.finalizations = finalizations;
    this.finalizer = finalizer;
    this.grace = grace;
  }

  /** Finalizes what is due. A poll that cannot be finalized now does not stop the others. */
  public Duration run() {
    for (String poll : finalizations.due(grace)) {
      try {
        Finalization unused = finalizer.run(poll);
      } catch (VoteException e) {
        logAgain.run(
            others ->
                log.warn(
                    "The poll '{}' cannot be finalized now; this is retried. It happened {} more"
                        + " times since the last such line",
                    poll,
                    others,
                    e));
      }
    }
    return PAUSE;
  }
}
