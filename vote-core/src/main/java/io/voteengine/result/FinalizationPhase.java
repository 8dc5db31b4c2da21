package io.voteengine.result;

/** The phases of a finalization, in their order. Each can be repeated: the result is the same. */
public enum FinalizationPhase {
  /**
   * Refuses new votes in every partition, and waits until the ledger has all that were accepted:
   * also those that some node has acknowledged and must send again.
   */
  CLOSE,

  /** Counts tallies, votes and audit log, which must agree for every subject. */
  COUNT,

  /** Takes a backup and reads it back. Where that fails, the votes are as they were. */
  BACKUP,

  /** Makes the counts final, if no vote has come since they were counted. */
  SEAL,

  /** Writes the counts and the ballots, and computes the root of their tree. */
  ROOT,

  /**
   * Removes the poll's subjects from the store, and tells it of the seal. The result does not wait
   * for it.
   */
  CLEAR
}
