package io.voteengine.ranking;

import io.voteengine.Tally;

/**
 * The rankings by which the ledger orders subjects. It updates each with every vote that it
 * applies.
 */
public enum Ranking {
  /** {@link Tally#score()}. */
  SCORE,

  /** {@link io.voteengine.ranking.RankingFormulas#wilson(Tally)}. */
  WILSON,

  /**
   * {@link io.voteengine.ranking.RankingFormulas#hot}. A subject counts as posted when its host
   * says ({@link io.voteengine.subject.NewSubject#postedAt}), and otherwise at the time of its
   * first vote: the earliest that the ledger has applied, by the time it was cast.
   */
  HOT,

  /** {@link io.voteengine.ranking.RankingFormulas#controversy}. */
  CONTROVERSY
}
