package io.voteengine.jdbc.backup;

import io.voteengine.jdbc.apply.VoteRow;

/**
 * What a restore found in a partition. Votes are ordered by two clocks: the store's, which only
 * rises within the partition, and the database's. So a vote that came after the restore began is
 * newer than those of the same clock, whatever the other clock says.
 *
 * @param journal the time of the newest vote that came through the journal, in microseconds; 0 for
 *     none
 * @param direct the time of the newest other vote, in microseconds; 0 for none
 */
record NewestVotes(long journal, long direct) {
  static final NewestVotes NOTHING = new NewestVotes(0, 0);

  /** As of a restore that begins after every vote. */
  static final NewestVotes EVERYTHING = new NewestVotes(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1);

  NewestVotes and(boolean isDirect, long castAt) {
    return isDirect
        ? new NewestVotes(journal, Math.max(direct, castAt))
        : new NewestVotes(Math.max(journal, castAt), direct);
  }

  /** Returns the time of the newest vote of the same kind as this one. */
  long newest(VoteRow row) {
    return row.direct() ? direct : journal;
  }
}
