package io.voteengine;

/** What the engine knows about a request to vote. */
public enum RequestStatus {
  /** The store has the vote; the ledger does not have it yet. */
  PENDING,
  /** The ledger has the vote. */
  DURABLE,
  /**
   * The database refused the vote for its data, or it came after its poll was sealed; see {@link
   * VoteEngine#quarantine()}.
   */
  QUARANTINED,
  /**
   * Neither store nor ledger knows the request: it was rejected, never arrived, or is still under
   * way.
   */
  UNKNOWN
}
