package io.voteengine.spi;

/** What a store says to being loaded. */
public enum LoadReply {
  /** Everything that was absent is installed; what was present stayed as it was. */
  LOADED,
  /**
   * Something was evicted or unloaded since the caller read the counter of evictions, or a subject
   * still waits for the watermark: nothing was installed, read again.
   */
  RETRY,
  /** The call is for another term, or the partition is frozen. */
  WRONG_EPOCH
}
