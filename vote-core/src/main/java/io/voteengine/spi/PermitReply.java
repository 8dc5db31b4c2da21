package io.voteengine.spi;

/** What a store says to a vote that asks for a permit of a {@link SharedLimit}. */
public sealed interface PermitReply {
  /** Answers that carry nothing else. */
  enum Simple implements PermitReply {
    /** There was a permit, and it is taken. */
    TAKEN,
    /** The call is for another term, or the partition is frozen. */
    WRONG_EPOCH
  }

  /**
   * There is no permit left, and nothing has changed.
   *
   * @param retryAfter microseconds until there is one, more than 0
   */
  record RateLimited(long retryAfter) implements PermitReply {}
}
