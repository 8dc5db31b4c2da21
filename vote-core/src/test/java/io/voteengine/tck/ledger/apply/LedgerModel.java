package io.voteengine.tck.ledger.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.UP;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.VoteEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The simplest possible ledger: it takes votes one by one. */
final class LedgerModel {
  final Map<List<Object>, VoteEvent> rows = new HashMap<>();
  final Map<SubjectId, Long> versions = new HashMap<>();
  private final Set<List<Object>> log = new HashSet<>();

  void take(List<JournalEvent> events) {
    for (JournalEvent event : events) {
      if (event instanceof VoteEvent vote
          && log.add(List.of(vote.epoch(), vote.seq(), vote.requestId()))) {
        versions.merge(vote.subject(), 1L, Long::sum);
        rows.merge(List.of(vote.subject(), vote.voter()), vote, LedgerModel::newer);
      }
    }
  }

  private static VoteEvent newer(VoteEvent old, VoteEvent vote) {
    boolean later =
        vote.castAt() > old.castAt()
            || (vote.castAt() == old.castAt() && vote.requestId().compareTo(old.requestId()) > 0);
    return later ? vote : old;
  }

  int logged() {
    return log.size();
  }

  Choice choice(SubjectId subject, VoterId voter) {
    VoteEvent row = rows.get(List.of(subject, voter));
    return row == null ? Choice.NONE : row.choice();
  }

  long up(SubjectId subject) {
    return count(subject, UP);
  }

  long down(SubjectId subject) {
    return count(subject, DOWN);
  }

  private long count(SubjectId subject, Choice choice) {
    return rows.values().stream()
        .filter(vote -> vote.subject().equals(subject) && vote.choice() == choice)
        .count();
  }
}
