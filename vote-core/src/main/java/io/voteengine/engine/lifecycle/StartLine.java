package io.voteengine.engine.lifecycle;

import io.voteengine.VoteLedgerException;
import io.voteengine.engine.DefaultVoteEngine;
import io.voteengine.engine.EngineOptions;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line in the log that says what has started. */
public final class StartLine {
  private static final Logger log = LoggerFactory.getLogger(DefaultVoteEngine.class);

  private StartLine() {}

  public static void log(EngineOptions options, Duration took) {
    log.info(
        "VoteEngine {} is open: store {}, ledger {}, {} partitions, {} nodes flushing them,"
            + " deadline {} ms, after {} ms",
        Version.current(),
        options.store(),
        options.ledger(),
        options.partitions(),
        nodes(options),
        options.acceptedDeadline().toMillis(),
        took.toMillis());
  }

  private static String nodes(EngineOptions options) {
    try {
      return String.valueOf(Set.copyOf(options.ledger().leases().owners().values()).size());
    } catch (VoteLedgerException e) {
      return "an unknown number of"; // The engine is open; its health reports the ledger.
    }
  }
}
