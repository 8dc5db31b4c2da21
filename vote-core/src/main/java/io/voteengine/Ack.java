package io.voteengine;

/** The point at which the engine answers a cast. */
public enum Ack {
  /**
   * When the store has the vote. This is the default and the fastest. The vote reaches the ledger
   * within a fraction of a second; {@link CastResult.Accepted#durable()} completes at that moment.
   */
  ACCEPTED,
  /** When the ledger has committed the vote. Concurrent votes share a commit. */
  DURABLE
}
