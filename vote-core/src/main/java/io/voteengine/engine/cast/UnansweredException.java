package io.voteengine.engine.cast;

import io.voteengine.VoteStoreException;

/**
 * Thrown inside the engine when the deadline of a vote has passed and it is not known whether the
 * vote was applied. Hosts get {@link io.voteengine.CastResult.Unknown} instead.
 */
final class UnansweredException extends VoteStoreException {
  private static final long serialVersionUID = 1L;

  UnansweredException() {
    super("The deadline passed; whether the vote was applied is not known.", null, false);
  }
}
