package io.voteengine;

import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions of the engine: something outside the vote itself is broken. What a
 * voter did wrong is a {@link CastResult}, what the caller did wrong an {@link
 * IllegalArgumentException}.
 */
public class VoteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception with a message that says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public VoteException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An exception that may go without a stack trace, for what may fail thousands of times a second.
   *
   * @param message the message
   * @param cause what led to it, or null
   * @param stackTrace whether it has one
   */
  protected VoteException(String message, @Nullable Throwable cause, boolean stackTrace) {
    super(message, cause, true, stackTrace);
  }
}
