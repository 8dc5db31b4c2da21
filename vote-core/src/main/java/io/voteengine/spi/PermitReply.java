package io.voteengine.spi;

/** A store's answer to a vote that asks for a permit of a {@link SharedLimit}. */
public sealed interface PermitReply {
  /** Answers without details. */
  enum Simple implements PermitReply {
    /** A permit was left, and the vote has taken it. */
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
