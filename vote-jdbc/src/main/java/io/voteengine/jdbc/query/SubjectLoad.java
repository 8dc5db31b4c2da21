package io.voteengine.jdbc.query;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.BulkReads;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads subjects for the store, those with few votes together with their votes. */
public final class SubjectLoad {
  /**
   * The rows to read for each vote of a subject that seems to have few; retracted votes rarely
   * outnumber the others.
   */
  private static final int ROWS_PER_VOTE = 2;

  private SubjectLoad() {}

  public static List<SubjectSnapshot> read(BulkReads bulk, List<SubjectId> subjects, int few)
      throws SQLException {
    List<SubjectSnapshot> snapshots = bulk.readSubjects(subjects);
    List<SubjectId> small =
        snapshots.stream()
            .filter(snapshot -> hasFew(snapshot, few))
            .map(SubjectSnapshot::subject)
            .toList();
    if (small.isEmpty()) {
      return snapshots;
    }
    int most = few * ROWS_PER_VOTE * small.size();
    Map<SubjectId, List<VoteSnapshot>> votes = bulk.readVotesOn(small, most + 1);
    if (votes.values().stream().mapToInt(List::size).sum() > most) {
      return snapshots;
    }
    List<SubjectSnapshot> loaded = new ArrayList<>();
    for (SubjectSnapshot snapshot : snapshots) {
      List<VoteSnapshot> its = votes.get(snapshot.subject());
      loaded.add(its == null || its.size() > few * ROWS_PER_VOTE ? snapshot : with(its, snapshot));
    }
    return loaded;
  }

  /** By the votes that count; the retracted ones are in no tally. */
  private static boolean hasFew(SubjectSnapshot snapshot, int few) {
    return !snapshot.complete() && few > 0 && snapshot.up() + snapshot.down() <= few;
  }

  /** Votes that were read before or after the tally changed are not the votes in it. */
  private static SubjectSnapshot with(List<VoteSnapshot> votes, SubjectSnapshot tally) {
    return count(votes, Choice.UP) == tally.up() && count(votes, Choice.DOWN) == tally.down()
        ? tally.completeWith(votes)
        : tally;
  }

  private static long count(List<VoteSnapshot> votes, Choice choice) {
    return votes.stream().filter(vote -> vote.choice() == choice).count();
  }
}
