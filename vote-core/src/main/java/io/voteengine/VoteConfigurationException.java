package io.voteengine;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at start-up when two parts of the configuration contradict each other or contradict what
 * is recorded.
 */
public class VoteConfigurationException extends VoteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception. Its message says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public VoteConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
