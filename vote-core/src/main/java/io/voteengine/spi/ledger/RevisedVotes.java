package io.voteengine.spi.ledger;

import java.util.Map;

/**
 * The result of changing votes after they were applied.
 *
 * @param votes how many votes were changed
 * @param subjects on how many subjects
 * @param sealedIn how many votes stayed unchanged because their poll is sealed, by poll
 * @param spent how many votes were not restored because their voters hold as many choices as their
 *     ballot poll allows
 */
public record RevisedVotes(long votes, long subjects, Map<String, Long> sealedIn, long spent) {
  /** Copies the map. */
  public RevisedVotes {
    sealedIn = Map.copyOf(sealedIn);
  }

  /**
   * Creates the result of a change that neither a seal nor the budget of a ballot poll limited.
   *
   * @param votes see {@link RevisedVotes}
   * @param subjects see {@link RevisedVotes}
   */
  public RevisedVotes(long votes, long subjects) {
    this(votes, subjects, Map.of(), 0);
  }

  /**
   * Returns how many votes stayed unchanged because their poll is sealed.
   *
   * @return the sum over all polls
   */
  public long sealed() {
    return sealedIn.values().stream().mapToLong(Long::longValue).sum();
  }
}
