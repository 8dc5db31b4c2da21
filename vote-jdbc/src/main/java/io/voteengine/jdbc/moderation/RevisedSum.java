package io.voteengine.jdbc.moderation;

import io.voteengine.SubjectId;
import io.voteengine.spi.ledger.RevisedVotes;
import java.util.HashSet;
import java.util.Set;

/** Adds up what transactions did, each subject once; remembers those of one partition at a time. */
final class RevisedSum {
  private final Set<SubjectId> subjects = new HashSet<>();
  private long earlier;
  private long votes;
  private long sealed;

  void add(Revised revised) {
    subjects.addAll(revised.subjects());
    votes += revised.votes();
    sealed += revised.sealed();
  }

  /** Subjects that follow are others than those before. */
  void endPartition() {
    earlier += subjects.size();
    subjects.clear();
  }

  RevisedVotes total() {
    return new RevisedVotes(votes, earlier + subjects.size(), sealed);
  }
}
