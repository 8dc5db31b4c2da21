package io.voteengine.sync;

/** What one step of reconciling a partition did. */
public enum StepResult {
  /** The journal holds nothing that the ledger lacks. */
  IDLE,
  /** Events were committed, and the journal may hold more. */
  FLUSHED,
  /** Another reconciler was faster; nothing was committed. */
  FENCED,
  /** Store and ledger disagreed about the past; the partition has a new epoch. */
  RECOVERED,
  /** A recovery was begun, and another one took it over. */
  ABANDONED
}
