package io.voteengine;

/** Thrown by {@link CastResult#orElseThrow} when the vote was rejected. */
public class VoteRejectedException extends VoteException {
  private static final long serialVersionUID = 1L;

  private final transient CastResult.Rejected rejected;

  /**
   * Creates an exception that carries the rejection.
   *
   * @param rejected the answer to the cast
   */
  public VoteRejectedException(CastResult.Rejected rejected) {
    super("The vote was not cast: " + rejected, null);
    this.rejected = rejected;
  }

  /**
   * Returns the answer to the cast.
   *
   * @return the rejection, with its reason and the time after which to try again
   */
  public CastResult.Rejected rejected() {
    return rejected;
  }
}
