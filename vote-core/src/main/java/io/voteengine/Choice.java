package io.voteengine;

/**
 * What a voter says about a subject. Casting sets a choice, so casting the same choice twice is the
 * same as casting it once.
 */
public enum Choice {
  /** No opinion: never voted, or the vote was retracted. */
  NONE,
  /** In favour; counts towards {@link Tally#up()}. */
  UP,
  /** Against; counts towards {@link Tally#down()}. */
  DOWN
}
