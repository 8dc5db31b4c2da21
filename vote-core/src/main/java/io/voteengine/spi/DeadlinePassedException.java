package io.voteengine.spi;

/**
 * Thrown when the caller's deadline passed before the store was asked to do anything; nothing was
 * done. The cause is the deadline rather than the store: where a caller set its own short deadline,
 * health does not count this as a failure.
 */
public final class DeadlinePassedException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception. Its message says what the call was waiting for.
   *
   * @param message the message
   */
  public DeadlinePassedException(String message) {
    super(message, null);
  }
}
