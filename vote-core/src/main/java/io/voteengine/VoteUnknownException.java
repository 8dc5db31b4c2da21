package io.voteengine;

/**
 * Thrown by {@link CastResult#orElseThrow} when it is not known whether the vote counts. Cast it
 * again with the same request id, or ask {@link VoteEngine#status}.
 */
public class VoteUnknownException extends VoteException {
  private static final long serialVersionUID = 1L;

  private final transient CastResult.Unknown unknown;

  /**
   * Creates an exception that carries the answer.
   *
   * @param unknown the answer to the cast
   */
  public VoteUnknownException(CastResult.Unknown unknown) {
    super(
        "The deadline passed before the vote's outcome was known; cast it again with the same"
            + " request id, or ask for its status: "
            + unknown,
        null);
    this.unknown = unknown;
  }

  /**
   * Returns the answer to the cast.
   *
   * @return the answer, with the request id to retry or to ask about
   */
  public CastResult.Unknown unknown() {
    return unknown;
  }
}
