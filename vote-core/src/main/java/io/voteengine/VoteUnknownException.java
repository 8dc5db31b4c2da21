package io.voteengine;

/**
 * Nobody knows yet whether a vote counts, and its caller asked for an accepted one: {@link
 * CastResult#orElseThrow}. Cast it again with the same request id, or ask {@link
 * VoteEngine#status}.
 */
public class VoteUnknownException extends VoteException {
  private static final long serialVersionUID = 1L;

  private final transient CastResult.Unknown unknown;

  /**
   * An exception that carries the answer.
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
   * The answer to the cast.
   *
   * @return with the request id to ask for
   */
  public CastResult.Unknown unknown() {
    return unknown;
  }
}
