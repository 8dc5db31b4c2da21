package io.voteengine.jdbc.apply;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.jdbc.sql.bulk.Columns;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.StaleSubject;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The subjects whose votes were changed around the store. A mark is a random number, so that
 * removing it removes no later mark.
 */
public final class StaleTable {
  private StaleTable() {}

  /** Marks subjects as changed around the store. Needs the partition's lock. */
  public static void mark(Transaction tx, int partition, List<SubjectId> subjects)
      throws SQLException {
    if (subjects.isEmpty()) {
      return;
    }
    long mark = ThreadLocalRandom.current().nextLong();
    Columns columns = BulkStatement.subjects(subjects).longs(subjects, subject -> mark);
    try (PreparedStatement statement =
        BulkStatement.prepare(tx, partition, tx.dialect().bulk().markStale(), columns)) {
      tx.expectBetween(
          subjects.size(),
          subjects.size() * tx.dialect().bulk().rowsPerChange(),
          statement.executeUpdate());
    }
  }

  public static List<StaleSubject> page(Transaction tx, @Nullable StaleSubject after, int limit) {
    String from = after == null ? "" : " WHERE (part, poll, subject) > (?, ?, ?)";
    Query query =
        tx.handle()
            .createQuery(
                "SELECT part, poll, subject, mark FROM vote_stale"
                    + from
                    + " ORDER BY part, poll, subject LIMIT ?");
    int next = 0;
    if (after != null) {
      query.bind(next++, after.partition());
      query.bind(next++, after.subject().poll());
      query.bind(next++, after.subject().key());
    }
    return query
        .bind(next, limit)
        .map(
            (rows, context) ->
                new StaleSubject(
                    rows.getInt("part"),
                    SubjectId.of(rows.getString("poll"), rows.getString("subject")),
                    rows.getLong("mark")))
        .list();
  }

  /** Removes marks, and returns how many it has removed. */
  public static int clear(Transaction tx, Term term, List<StaleSubject> subjects)
      throws SQLException {
    int cleared = 0;
    try (PreparedStatement statement =
        tx.connection()
            .prepareStatement(
                """
                DELETE FROM vote_stale WHERE part = ? AND poll = ? AND subject = ? AND mark = ?
                AND EXISTS (
                  SELECT 1 FROM vote_partition WHERE part = ? AND epoch = ? AND identity = ?)
                """)) {
      for (StaleSubject stale : sorted(subjects)) {
        statement.setInt(1, term.partition());
        statement.setString(2, stale.subject().poll());
        statement.setString(3, stale.subject().key());
        statement.setLong(4, stale.mark());
        statement.setInt(5, term.partition());
        statement.setLong(6, term.epoch());
        statement.setString(7, PartitionTable.text(term.identity()));
        statement.addBatch();
      }
      for (int deleted : statement.executeBatch()) {
        cleared += deleted;
      }
    }
    return cleared;
  }

  /** One order everywhere, so that two transactions do not block each other. */
  private static List<StaleSubject> sorted(List<StaleSubject> subjects) {
    return subjects.stream().sorted(Comparator.comparing(StaleSubject::subject)).toList();
  }
}
