package io.voteengine.engine.cast;

import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.StoreUnavailableException;

/** Makes the failures of votes that were certainly not cast. */
final class UncastVotes {
  private UncastVotes() {}

  /** Returns the failure of a vote after that of a step before it, whose outcome may be unknown. */
  static Throwable after(Throwable failure) {
    return failure instanceof VoteStoreException && !(failure instanceof StoreUnavailableException)
        ? new StoreUnavailableException(
            "The store failed before the vote could be cast; the vote has not been cast. Try again.",
            failure)
        : failure;
  }

  /**
   * Returns the failure of a vote whose deadline passed before the store had an answer.
   *
   * @param loading whether the time was spent on loading what the store lacks
   */
  static VoteException outOfTime(boolean loading) {
    return loading
        ? new VoteLedgerException(
            "The deadline passed while the store's missing data was read from the ledger; the vote"
                + " has not been cast. Try again, or give the engine a longer deadline.",
            null,
            false)
        : new DeadlinePassedException(
            "The deadline passed before the store could be asked; the vote has not been cast. Try"
                + " again, or give the engine a longer deadline.");
  }
}
