package io.voteengine.spi;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import org.jspecify.annotations.Nullable;

/**
 * A voter's choice on a subject.
 *
 * @param subject on what
 * @param voter who votes
 * @param choice the choice; {@link Choice#NONE} where there is no vote
 * @param castAt when it was cast, in microseconds; 0 where there is no vote
 * @param requestId the request that set it; null where there is no vote
 */
public record VoteSnapshot(
    SubjectId subject, VoterId voter, Choice choice, long castAt, @Nullable RequestId requestId) {

  /**
   * Returns the snapshot of a voter who has not voted.
   *
   * @param subject on what
   * @param voter who has not voted
   * @return no choice, no time, no request
   */
  public static VoteSnapshot none(SubjectId subject, VoterId voter) {
    return new VoteSnapshot(subject, voter, Choice.NONE, 0, null);
  }

  /**
   * Returns whether there is a vote, which may be a retracted one.
   *
   * @return false for {@link #none}
   */
  public boolean isRecorded() {
    return requestId != null;
  }
}
