package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.AuditReport.Counts;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.RecountedTallies;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison without a lock has found.
 *
 * @param tallies those that are the count of their votes
 * @param differing subjects whose tally does not seem to be the count of their votes
 */
record UnlockedRecount(
    Term term, List<SubjectSnapshot> tallies, List<SubjectId> differing, @Nullable SubjectId next) {
  static UnlockedRecount look(Transaction tx, int partition, String poll, @Nullable SubjectId after)
      throws SQLException {
    Term term = PartitionTable.position(tx.handle(), partition).term();
    String from = after == null ? "" : after.key();
    TallyPage page = TallyPage.read(tx, partition, poll, from);
    SubjectId next = page.next();
    Map<SubjectId, Counts> counts =
        next == null
            ? VoteCounts.of(tx, partition, poll, "t.subject > ?", from)
            : VoteCounts.of(
                tx, partition, poll, "t.subject > ? AND t.subject <= ?", from, next.key());
    List<SubjectSnapshot> equal = new ArrayList<>();
    List<SubjectId> differing = new ArrayList<>();
    for (SubjectSnapshot tally : page.tallies()) {
      Counts counted = counts.remove(tally.subject());
      if (new Counts(tally.up(), tally.down())
          .equals(counted == null ? VoteCounts.NOTHING : counted)) {
        equal.add(tally);
      } else {
        differing.add(tally.subject());
      }
    }
    // Subjects whose first votes came after their tallies were read.
    differing.addAll(counts.keySet());
    return new UnlockedRecount(term, equal, differing, next);
  }

  RecountedTallies corrected(List<SubjectId> corrected) {
    return new RecountedTallies(term, tallies, corrected, next);
  }
}
