package io.voteengine;

/**
 * A voter's opinion on a subject. A cast sets the choice, so casting the same choice twice has the
 * same effect as casting it once.
 */
public enum Choice {
  /** No opinion: the voter never voted, or retracted the vote. */
  NONE,
  /** In favour; counts towards {@link Tally#up()}. */
  UP,
  /** Against; counts towards {@link Tally#down()}. */
  DOWN;

  /**
   * Parses the form that {@link #toString()} writes.
   *
   * @param text UP, DOWN or NONE
   * @return the choice
   * @throws InvalidInputException when the text is another one
   */
  public static Choice parse(String text) {
    try {
      return valueOf(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("choice", "must be UP, DOWN or NONE", e);
    }
  }
}
