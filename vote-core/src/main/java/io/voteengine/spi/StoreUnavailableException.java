package io.voteengine.spi;

import io.voteengine.VoteStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the store cannot be reached or refuses to work. It has certainly not done what it was
 * asked to do. This exception has no stack trace, because one is created for each vote while the
 * store cannot be reached; the message and the cause say what happened.
 */
public class StoreUnavailableException extends VoteStoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception. Its message says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause, false);
  }
}
