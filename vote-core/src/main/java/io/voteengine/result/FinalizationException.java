package io.voteengine.result;

import io.voteengine.VoteException;
import org.jspecify.annotations.Nullable;

/**
 * A phase of a finalization failed or cannot be completed now. What the phases before it did stays,
 * and a later attempt goes on from there.
 */
public class FinalizationException extends VoteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, what it means, and what to do
   * @param cause the failure behind it; null: none
   */
  public FinalizationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
