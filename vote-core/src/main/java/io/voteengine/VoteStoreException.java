package io.voteengine;

import org.jspecify.annotations.Nullable;

/** The store failed, and what was asked of it may or may not have been done. */
public class VoteStoreException extends VoteException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception with a message that says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public VoteStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An exception that may go without a stack trace, for what may fail thousands of times a second.
   *
   * @param message the message
   * @param cause what led to it, or null
   * @param stackTrace whether it has one
   */
  protected VoteStoreException(String message, @Nullable Throwable cause, boolean stackTrace) {
    super(message, cause, stackTrace);
  }
}
