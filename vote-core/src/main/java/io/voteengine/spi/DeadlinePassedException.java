package io.voteengine.spi;

/**
 * The caller's deadline passed before anything was asked; nothing has been done. It says more about
 * the deadline than about the store: health does not count it against a caller's own short
 * deadline.
 */
public final class DeadlinePassedException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception with a message that says what the call was waiting for.
   *
   * @param message the message
   */
  public DeadlinePassedException(String message) {
    super(message, null);
  }
}
