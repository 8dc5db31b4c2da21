package io.voteengine.poll;

import io.voteengine.VoteException;

/** A poll cannot be changed as asked: it is unknown, or it is over. Nothing was changed. */
public class PollException extends VoteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, what it means, and what to do
   */
  public PollException(String message) {
    super(message, null);
  }
}
