package io.voteengine.sync;

/** The result of one step of a {@link Reconciler} with a partition. */
public enum StepResult {
  /** The journal held nothing that the ledger lacks. */
  IDLE,
  /** Events were committed; the journal may hold more. */
  FLUSHED,
  /** Another step came first, on this node or another one; nothing was committed. */
  FENCED,
  /** Store and ledger had different histories; the partition was recovered and has a new epoch. */
  RECOVERED,
  /** A recovery was started, and another reconciler took it over. */
  ABANDONED
}
