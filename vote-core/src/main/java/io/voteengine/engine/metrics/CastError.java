package io.voteengine.engine.metrics;

import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;

/** Why a vote was not cast, or why its outcome is unknown. */
public enum CastError {
  /** The store refused the vote or could not be reached, and the vote was certainly not cast. */
  STORE,
  /** The ledger failed when it was needed, or refused the vote for its data. */
  LEDGER,
  /** Too many votes waited for the ledger or for callbacks. */
  BACKLOG,
  /** The deadline passed before the outcome was known, or before the vote was durable. */
  UNKNOWN,
  /** Any other exception. */
  OTHER;

  /** Returns the class of a failure that a host gets as an exception or as UNAVAILABLE. */
  public static CastError of(Throwable failure) {
    if (failure instanceof VoteLedgerException) {
      return LEDGER;
    }
    return failure instanceof VoteStoreException ? STORE : OTHER;
  }
}
