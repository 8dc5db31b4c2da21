package io.voteengine.spi;

/**
 * A hint from one node to the others. Receivers never trust it: they check for themselves.
 *
 * @param kind what may have happened
 * @param partition in which partition; 0 for {@link Kind#SHARED_ANEW}
 */
public record Signal(Kind kind, int partition) {
  /** What may have happened. */
  public enum Kind {
    /** A node waits for the ledger to have the partition's events. */
    AWAITED,
    /** The ledger's position in the partition has moved, or is in another term. */
    MOVED,
    /** A node has started, ended, or given partitions back. */
    SHARED_ANEW
  }
}
