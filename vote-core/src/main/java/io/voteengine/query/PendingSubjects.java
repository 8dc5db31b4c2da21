package io.voteengine.query;

import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import java.util.List;
import java.util.Set;

/**
 * The subjects of a poll with acknowledged votes that the ledger lacks, see {@link
 * VoteEngine#pending}.
 *
 * @param subjects the subjects that were found, in their order
 * @param unread numbers of the partitions of which not everything could be read in time; they may
 *     have more such subjects
 */
public record PendingSubjects(List<SubjectId> subjects, Set<Integer> unread) {
  /** Keeps its own copies. */
  public PendingSubjects {
    subjects = List.copyOf(subjects);
    unread = Set.copyOf(unread);
  }

  /**
   * Returns whether every partition was read and no such subject was found.
   *
   * @return true when the ledger had every acknowledged vote of the poll but those that {@link
   *     VoteEngine#pending(String, java.time.Duration)} names: votes in quarantine, and votes that
   *     the store has lost and another engine has not sent again yet
   */
  public boolean none() {
    return subjects.isEmpty() && unread.isEmpty();
  }
}
