package io.voteengine.ranking;

import io.voteengine.Tally;

/** What the ledger orders subjects by; it keeps each up to date with every vote that it takes. */
public enum Ranking {
  /** {@link Tally#score()}. */
  SCORE,

  /** {@link io.voteengine.ranking.Rankings#wilson(Tally)}. */
  WILSON,

  /**
   * {@link io.voteengine.ranking.Rankings#hot}. A subject is as old as the first vote on it: the
   * earliest that the ledger has taken, by the time it was cast.
   */
  HOT,

  /** {@link io.voteengine.ranking.Rankings#controversy}. */
  CONTROVERSY
}
