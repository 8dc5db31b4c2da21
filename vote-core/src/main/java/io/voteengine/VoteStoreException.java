package io.voteengine;

import org.jspecify.annotations.Nullable;

/** Thrown when the store fails. It may or may not have done what it was asked to do. */
public class VoteStoreException extends VoteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception. Its message says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public VoteStoreException(String message, @Nullable Throwable cause) {
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
  protected VoteStoreException(String message, @Nullable Throwable cause, boolean stackTrace) {
    super(message, cause, stackTrace);
  }
}
