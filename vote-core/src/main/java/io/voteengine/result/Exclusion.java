package io.voteengine.result;

import io.voteengine.util.IdRules;

/**
 * How many votes a result does not count, for one reason.
 *
 * @param reason why, in 1 to 128 UTF-8 bytes without control characters; never a voter's id
 * @param votes how many, not negative
 */
public record Exclusion(String reason, long votes) {
  /**
   * Checks both parts.
   *
   * @throws IllegalArgumentException when the reason is not as described, or the number negative
   */
  public Exclusion {
    IdRules.check("reason", reason);
    if (votes < 0) {
      throw new IllegalArgumentException("votes must not be negative: " + votes);
    }
  }
}
