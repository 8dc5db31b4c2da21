package io.voteengine.spi;

import io.voteengine.VoteLedgerException;
import org.jspecify.annotations.Nullable;

/** The answer to a commit was lost: what was asked of the ledger may or may not have been done. */
public class OutcomeUnknownException extends VoteLedgerException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception with a message that says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public OutcomeUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
