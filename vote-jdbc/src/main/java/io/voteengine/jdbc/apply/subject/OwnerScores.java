package io.voteengine.jdbc.apply.subject;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.jdbc.sql.bulk.Columns;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The score of each owner: the sum over the tallies of their subjects, in one row for each
 * partition in which they have some. A row is changed only under its partition's lock, in the
 * transaction that changes the tallies. So an owner of many subjects makes no partition wait for
 * another.
 */
public final class OwnerScores {
  private record Row(int partition, VoterId owner) {}

  private final TreeMap<Row, Long> changes =
      new TreeMap<>(
          comparingInt(Row::partition).thenComparing(comparing(row -> row.owner().value())));

  public void add(int partition, VoterId owner, long difference) {
    changes.merge(new Row(partition, owner), difference, Long::sum);
  }

  /** Writes what was added. Needs the locks of the partitions. */
  public void write(Transaction tx) throws SQLException {
    changes.values().removeIf(difference -> difference == 0);
    if (changes.isEmpty()) {
      return;
    }
    List<Map.Entry<Row, Long>> rows = List.copyOf(changes.entrySet());
    Columns columns =
        new Columns()
            .ints(rows, row -> row.getKey().partition())
            .texts(rows, row -> row.getKey().owner().value())
            .longs(rows, Map.Entry::getValue);
    try (PreparedStatement statement =
        BulkStatement.prepare(tx, tx.dialect().bulk().addToOwnerScores(), columns)) {
      tx.expectBetween(
          rows.size(),
          rows.size() * tx.dialect().bulk().rowsPerChange(),
          statement.executeUpdate());
    }
  }

  /**
   * Computes scores again from the tallies, where another program has changed these. Needs the lock
   * of the partition.
   */
  public static void recompute(Transaction tx, int partition, Collection<VoterId> owners) {
    for (VoterId owner : owners) {
      tx.handle()
          .execute(
              "DELETE FROM vote_owner_score WHERE part = ? AND owner = ?",
              partition,
              owner.value());
      tx.handle()
          .execute(
              """
              INSERT INTO vote_owner_score (part, owner, score)
              SELECT part, owner, SUM(up - down) FROM vote_tally WHERE part = ? AND owner = ?
              GROUP BY part, owner
              """,
              partition,
              owner.value());
    }
  }
}
