package io.voteengine.backup;

import io.voteengine.VoteException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a backup, or the file of one, cannot be used: it is damaged, no longer exists, or
 * does not fit the poll. Nothing was changed, unless the message says what was.
 */
public class BackupException extends VoteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception. Its message says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public BackupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
