package io.voteengine.poll;

import java.util.Objects;

/**
 * How many choices each voter may hold in a ballot poll. A choice is held from the vote that sets
 * {@link io.voteengine.Choice#UP} or {@link io.voteengine.Choice#DOWN} on a subject until it is
 * taken back.
 *
 * @param votes the most choices that one voter holds at a time, 1 to {@value #MOST}
 * @param whenSpent what happens to a vote of a voter who holds that many, on one more subject
 */
public record VoteBudget(int votes, WhenSpent whenSpent) {
  /** The most choices that a ballot poll may allow: every answer lists those that are held. */
  public static final int MOST = 100;

  /** What happens to a vote on one more subject. */
  public enum WhenSpent {
    /** The vote is refused. The voter must take back a choice first. */
    REFUSE,
    /** The vote counts, and the choice that was cast first is taken back in the same step. */
    MOVE
  }

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException when {@code votes} is out of range
   */
  public VoteBudget {
    if (votes < 1 || votes > MOST) {
      throw new IllegalArgumentException("votesPerVoter must be from 1 to " + MOST + ": " + votes);
    }
    Objects.requireNonNull(whenSpent, "whenSpent");
  }
}
