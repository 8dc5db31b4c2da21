package io.voteengine.result.proof;

import io.voteengine.util.IdRules;

/**
 * How many votes a result does not count, for one reason.
 *
 * @param reason why, in 1 to 128 UTF-8 bytes without control characters; never a voter's id
 * @param votes how many, from 0 to 999,999,999,999,999
 */
public record Exclusion(String reason, long votes) {
  /**
   * Checks both parts.
   *
   * @throws IllegalArgumentException when the reason or the number is not as described
   */
  public Exclusion {
    IdRules.check("reason", reason);
    if (votes < 0 || votes > Checkpoint.MAX_SIZE) {
      throw new IllegalArgumentException(
          "votes must be from 0 to " + Checkpoint.MAX_SIZE + ": " + votes);
    }
  }
}
