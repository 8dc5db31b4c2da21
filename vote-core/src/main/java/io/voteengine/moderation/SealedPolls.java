package io.voteengine.moderation;

/** What happens to an erased voter's id in sealed polls. */
public enum SealedPolls {
  /**
   * The id is replaced there too. Counts stay, but ballots that were published with the result no
   * longer match the ledger's rows.
   */
  ERASE,
  /** The records of a sealed poll stay unchanged, with the voter's id. */
  KEEP
}
