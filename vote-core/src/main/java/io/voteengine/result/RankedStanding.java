package io.voteengine.result;

import io.voteengine.result.proof.Standing;
import java.util.Objects;

/**
 * A subject's place in a result, by its score: votes in favour less votes against.
 *
 * @param place 1 for the highest score; subjects with equal scores share a place, and the next
 *     place is as much further down as they are many
 * @param standing the counts
 */
public record RankedStanding(int place, Standing standing) {
  /** Checks that nothing is null. */
  public RankedStanding {
    Objects.requireNonNull(standing, "standing");
  }

  /**
   * Returns the score.
   *
   * @return votes in favour less votes against
   */
  public long score() {
    return standing.up() - standing.down();
  }
}
