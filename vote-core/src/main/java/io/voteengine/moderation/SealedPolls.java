package io.voteengine.moderation;

/** What becomes of a voter's id in polls whose result is settled. */
public enum SealedPolls {
  /**
   * The id is replaced there too. Counts stay, but ballots published with the result no longer
   * match the ledger's rows.
   */
  ERASE,
  /** What belongs to a sealed poll stays as it is, with the voter's id. */
  KEEP
}
