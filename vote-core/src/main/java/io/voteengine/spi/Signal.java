package io.voteengine.spi;

/**
 * A hint from one node to the others. It is never trusted: who hears it looks for itself.
 *
 * @param kind what may have happened
 * @param partition where; 0 for {@link Kind#SHARED_ANEW}
 */
public record Signal(Kind kind, int partition) {
  /** What may have happened. */
  public enum Kind {
    /** Somebody waits for the events of the partition to be in the ledger. */
    AWAITED,
    /** The ledger stands further, or in another term. */
    MOVED,
    /** A node has come, gone, or given partitions back. */
    SHARED_ANEW
  }
}
