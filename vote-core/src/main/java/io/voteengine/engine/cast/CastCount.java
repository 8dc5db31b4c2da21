package io.voteengine.engine.cast;

import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.engine.Causes;
import io.voteengine.engine.health.FailureShare;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Counts the outcome of one cast. A time-out of a caller's own short deadline is not counted,
 * because store and ledger did not cause it. Their refusals are counted, whatever the deadline.
 *
 * @param shortDeadline whether the caller's deadline is shorter than the engine's default
 */
record CastCount(FailureShare share, boolean shortDeadline) {
  void count(int partition, @Nullable CastOutcome outcome, @Nullable Throwable failure) {
    if (outcome != null && outcome.reply() != null) {
      share.succeeded();
      return;
    }
    Throwable cause = failure == null ? null : Causes.cause(failure);
    boolean refused =
        cause instanceof StoreUnavailableException && !(cause instanceof DeadlinePassedException);
    if (shortDeadline && !refused) {
      return;
    }
    if (cause instanceof VoteLedgerException) {
      share.ledgerFailed(partition);
    } else if (cause == null || cause instanceof VoteException) {
      share.storeFailed(partition);
    }
  }
}
