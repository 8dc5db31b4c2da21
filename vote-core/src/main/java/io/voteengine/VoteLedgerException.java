package io.voteengine;

import io.voteengine.spi.OutcomeUnknownException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the ledger fails. The call changed nothing, unless this is an {@link
 * OutcomeUnknownException}.
 */
public class VoteLedgerException extends VoteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception. Its message says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public VoteLedgerException(String message, @Nullable Throwable cause) {
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
  public VoteLedgerException(String message, @Nullable Throwable cause, boolean stackTrace) {
    super(message, cause, stackTrace);
  }
}
