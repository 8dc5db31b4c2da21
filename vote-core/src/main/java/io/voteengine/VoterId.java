package io.voteengine;

import io.voteengine.util.IdRules;

/**
 * Identifies a voter, as the host application knows them after its own authentication.
 *
 * @param value 1 to 128 UTF-8 bytes of well-formed text without control characters; kept verbatim,
 *     never normalised
 */
public record VoterId(String value) {
  /**
   * Checks the value.
   *
   * @throws InvalidInputException when the value breaks the rules above
   */
  public VoterId {
    IdRules.check("voter", value);
  }

  /**
   * Returns the id of a voter.
   *
   * @param value see {@link VoterId}
   * @return the id
   * @throws InvalidInputException when the value breaks the rules of {@link VoterId}
   */
  public static VoterId of(String value) {
    return new VoterId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
