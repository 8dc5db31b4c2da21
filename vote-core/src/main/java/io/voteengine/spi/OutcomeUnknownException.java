package io.voteengine.spi;

import io.voteengine.VoteLedgerException;
import org.jspecify.annotations.Nullable;

/** Thrown when the answer to a commit was lost: the ledger may or may not have made the change. */
public class OutcomeUnknownException extends VoteLedgerException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception. Its message says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public OutcomeUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
