package io.voteengine.examples.replay;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import java.time.Instant;

/**
 * A recorded vote.
 *
 * @param voter who voted
 * @param subject what they voted on
 * @param choice their choice
 * @param castAt when, in whole microseconds
 */
record Ballot(VoterId voter, SubjectId subject, Choice choice, Instant castAt) {
  /**
   * Returns the request that casts it. Its id depends only on poll, voter, subject and time, so the
   * engine recognises the vote when a file is replayed again.
   */
  VoteRequest request() {
    return VoteRequest.cast(voter, subject, choice).castAt(castAt).requestId(requestId());
  }

  RequestId requestId() {
    // Identifiers contain no control characters, so no newline: the parts cannot be confused.
    return RequestId.named(
        String.join("\n", subject.poll(), voter.value(), subject.key(), castAt.toString()));
  }
}
