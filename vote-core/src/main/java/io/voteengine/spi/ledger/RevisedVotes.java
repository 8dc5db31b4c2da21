package io.voteengine.spi.ledger;

/**
 * The result of changing votes after they were applied.
 *
 * @param votes how many votes were changed
 * @param subjects on how many subjects
 * @param sealed how many votes stayed unchanged because their poll is sealed
 * @param spent how many votes were not restored because their voters hold as many choices as their
 *     ballot poll allows
 */
public record RevisedVotes(long votes, long subjects, long sealed, long spent) {
  /**
   * Creates the result of a change that no budget of a ballot poll limited.
   *
   * @param votes see {@link RevisedVotes}
   * @param subjects see {@link RevisedVotes}
   * @param sealed see {@link RevisedVotes}
   */
  public RevisedVotes(long votes, long subjects, long sealed) {
    this(votes, subjects, sealed, 0);
  }
}
