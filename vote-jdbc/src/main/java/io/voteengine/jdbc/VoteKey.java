package io.voteengine.jdbc;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.event.VoteEvent;

/** Whose choice, on what. Rows are always touched in the order of their keys. */
record VoteKey(SubjectId subject, VoterId voter) implements Comparable<VoteKey> {
  static VoteKey of(VoteEvent event) {
    return new VoteKey(event.subject(), event.voter());
  }

  @Override
  public int compareTo(VoteKey other) {
    int bySubject = subject.compareTo(other.subject);
    return bySubject != 0 ? bySubject : voter.value().compareTo(other.voter.value());
  }
}
