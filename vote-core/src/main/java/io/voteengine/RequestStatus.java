package io.voteengine;

/** What is known of a request to vote. */
public enum RequestStatus {
  /** The store has the vote; the ledger does not have it yet. */
  PENDING,
  /** The ledger has the vote. */
  DURABLE,
  /** The database refused the vote for its data; see {@link VoteEngine#quarantine()}. */
  QUARANTINED,
  /** Neither store nor ledger knows the request: refused, never arrived, or still under way. */
  UNKNOWN
}
