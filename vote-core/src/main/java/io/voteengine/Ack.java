package io.voteengine;

/** When a cast is answered. */
public enum Ack {
  /**
   * Once the store has the vote: the default, and the fastest. The vote reaches the ledger within a
   * fraction of a second; {@link VoteReceipt#durable()} tells when.
   */
  ACCEPTED,
  /** Once the ledger has committed the vote. Concurrent votes share a commit. */
  DURABLE
}
