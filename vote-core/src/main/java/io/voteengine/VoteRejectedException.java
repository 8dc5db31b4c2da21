package io.voteengine;

/**
 * A vote was rejected, and its caller asked for an accepted one: {@link CastResult#orElseThrow}.
 */
public class VoteRejectedException extends VoteException {
  private static final long serialVersionUID = 1L;

  private final transient CastResult.Rejected rejected;

  /**
   * An exception that carries the rejection.
   *
   * @param rejected the answer to the cast
   */
  public VoteRejectedException(CastResult.Rejected rejected) {
    super("The vote was not cast: " + rejected, null);
    this.rejected = rejected;
  }

  /**
   * The answer to the cast.
   *
   * @return with the reason, and when to try again
   */
  public CastResult.Rejected rejected() {
    return rejected;
  }
}
