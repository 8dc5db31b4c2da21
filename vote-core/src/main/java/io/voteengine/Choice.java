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
  DOWN
}
