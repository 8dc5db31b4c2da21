package io.voteengine.spi;

import io.voteengine.VoteStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot be reached or refuses to work, and what was asked of it has certainly not been
 * done. It has no stack trace, since one is made for each vote while the store is away; the message
 * and the cause say what happened.
 */
public class StoreUnavailableException extends VoteStoreException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception with a message that says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause, false);
  }
}
