package io.voteengine.spi;

/** A store's answer to a load. */
public enum LoadReply {
  /** Everything that was absent is installed; what was present is unchanged. */
  LOADED,
  /**
   * Nothing was installed: something was evicted or unloaded since the caller read the counter of
   * evictions, or a subject still waits for the watermark. Read the ledger again.
   */
  RETRY,
  /** The call is for another term, or the partition is frozen. */
  WRONG_EPOCH
}
