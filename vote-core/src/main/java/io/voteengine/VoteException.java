package io.voteengine;

import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions of the engine: something outside the vote itself is broken. A voter's
 * mistake is a {@link CastResult} instead, and a caller's mistake an {@link
 * IllegalArgumentException}, such as {@link InvalidInputException}.
 */
public class VoteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception. Its message says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public VoteException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Creates an exception, optionally without a stack trace, for a failure that can occur thousands
   * of times a second.
   *
   * @param message the message
   * @param cause what led to it, or null
   * @param stackTrace whether it has one
   */
  protected VoteException(String message, @Nullable Throwable cause, boolean stackTrace) {
    super(message, cause, true, stackTrace);
  }
}
