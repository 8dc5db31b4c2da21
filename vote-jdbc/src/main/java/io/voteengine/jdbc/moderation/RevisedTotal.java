package io.voteengine.jdbc.moderation;

import io.voteengine.SubjectId;
import io.voteengine.spi.ledger.RevisedVotes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Adds up the changes of transactions, and counts each subject once. Remembers the subjects of one
 * partition at a time.
 */
final class RevisedTotal {
  private final Set<SubjectId> subjects = new HashSet<>();
  private long earlier;
  private long votes;
  private final Map<String, Long> sealed = new HashMap<>();
  private long spent;

  void add(RevisedCounts revised) {
    subjects.addAll(revised.subjects());
    votes += revised.votes();
    revised.sealed().forEach((poll, votes) -> sealed.merge(poll, votes, Long::sum));
    spent += revised.spent();
  }

  /** Forgets the subjects so far: those that follow are different ones. */
  void endPartition() {
    earlier += subjects.size();
    subjects.clear();
  }

  RevisedVotes total() {
    return new RevisedVotes(votes, earlier + subjects.size(), sealed, spent);
  }
}
