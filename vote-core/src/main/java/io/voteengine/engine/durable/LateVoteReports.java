package io.voteengine.engine.durable;

import io.voteengine.spi.CastCommand;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records beside the result of a sealed poll that an acknowledged vote, sent again, was refused
 * because it came after the seal. Safe for use by many threads.
 */
public final class LateVoteReports {
  private static final Logger log = LoggerFactory.getLogger(LateVoteReports.class);

  private final VoteLedger ledger;
  private final Executor executor;

  /**
   * @param executor where the ledger may block
   */
  public LateVoteReports(VoteLedger ledger, Executor executor) {
    this.ledger = ledger;
    this.executor = executor;
  }

  /** Called when such a vote was refused. Does not wait. */
  public void refused(int partition, CastCommand vote) {
    try {
      executor.execute(() -> record(partition, vote));
    } catch (RejectedExecutionException e) {
      failed(vote, e);
    }
  }

  private void record(int partition, CastCommand vote) {
    try {
      ledger
          .finalizations()
          .ifPresent(
              all -> {
                VoteKey key = new VoteKey(vote.subject(), vote.voter());
                all.late(partition, key, vote.requestId(), vote.castAt());
              });
    } catch (RuntimeException e) {
      failed(vote, e);
    }
  }

  private static void failed(CastCommand vote, RuntimeException failure) {
    log.error(
        "The result of the poll '{}' does not say that request {} came after its seal",
        vote.subject().poll(),
        vote.requestId(),
        failure);
  }
}
