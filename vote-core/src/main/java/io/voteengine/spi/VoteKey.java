package io.voteengine.spi;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.journal.VoteEvent;

/**
 * A voter and a subject, which have at most one choice. Ordered by subject, then by voter.
 * Transactions write rows in this order, so that they do not deadlock.
 *
 * @param subject what is voted on
 * @param voter who votes
 */
public record VoteKey(SubjectId subject, VoterId voter) implements Comparable<VoteKey> {
  /**
   * Returns the key of the choice that an event sets.
   *
   * @param event the event
   * @return its key
   */
  public static VoteKey of(VoteEvent event) {
    return new VoteKey(event.subject(), event.voter());
  }

  @Override
  public int compareTo(VoteKey other) {
    int bySubject = subject.compareTo(other.subject);
    return bySubject != 0 ? bySubject : voter.value().compareTo(other.voter.value());
  }
}
