package io.voteengine.examples.quickstart.replay;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import java.time.Instant;

/**
 * One recorded vote.
 *
 * @param voter who voted
 * @param subject on what
 * @param choice what they said
 * @param castAt when, in whole microseconds
 */
record Ballot(VoterId voter, SubjectId subject, Choice choice, Instant castAt) {
  /**
   * The request that casts it. Its id depends on nothing but poll, voter, subject and time, so that
   * the engine recognises the vote when a file is replayed again.
   */
  VoteRequest request() {
    return VoteRequest.cast(voter, subject, choice).castAt(castAt).requestId(requestId());
  }

  RequestId requestId() {
    // Identifiers hold no control characters, hence no newline: nothing can be mistaken.
    return RequestId.named(
        String.join("\n", subject.poll(), voter.value(), subject.key(), castAt.toString()));
  }
}
