package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.BulkReads;
import io.voteengine.jdbc.apply.LockedTallies;
import io.voteengine.jdbc.apply.TallyChange;
import io.voteengine.jdbc.apply.subject.OwnerScores;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.AuditReport.Counts;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Corrects tallies under their partition's lock. */
final class TallyCorrection {
  private TallyCorrection() {}

  /** Corrects the subjects of one partition and poll that still differ. */
  static List<SubjectId> correct(
      Transaction tx, int partition, String poll, List<SubjectId> subjects) throws SQLException {
    PartitionLock.lock(tx.handle(), partition);
    SortedMap<SubjectId, TallyChange> changes = new TreeMap<>();
    boolean sealed =
        PollTable.find(tx.handle(), poll)
            .filter(recorded -> recorded.state() == PollSnapshot.State.SEALED)
            .isPresent();
    if (!sealed) {
      for (SubjectSnapshot tally : new BulkReads(tx, partition).readSubjects(subjects)) {
        String key = tally.subject().key();
        Counts counted =
            VoteCounts.of(tx, partition, poll, "t.subject = ?", key)
                .getOrDefault(tally.subject(), VoteCounts.NOTHING);
        if (counted.up() != tally.up() || counted.down() != tally.down()) {
          changes.put(
              tally.subject(),
              new TallyChange(counted.up() - tally.up(), counted.down() - tally.down(), 1, null));
        }
      }
    }
    List<SubjectId> corrected = List.copyOf(changes.keySet());
    LockedTallies tallies = new LockedTallies(tx, partition);
    tallies.leap(corrected);
    tallies.add(changes);
    OwnerScores.recompute(tx, partition, tallies.owners());
    return corrected;
  }
}
