package io.voteengine.backup;

import io.voteengine.VoteException;
import org.jspecify.annotations.Nullable;

/**
 * A backup, or the file of one, cannot serve: it is damaged, gone, or does not fit the poll.
 * Nothing has been changed, unless the message says what has.
 */
public class BackupException extends VoteException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception with a message that says what happened, what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public BackupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
