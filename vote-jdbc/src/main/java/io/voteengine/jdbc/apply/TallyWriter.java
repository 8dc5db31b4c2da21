package io.voteengine.jdbc.apply;

import static java.util.stream.Collectors.toMap;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.jdbc.sql.bulk.Columns;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changes tallies of one partition. Each statement takes one round trip. */
public final class TallyWriter {
  private final Transaction tx;
  private final int partition;

  public TallyWriter(Transaction tx, int partition) {
    this.tx = tx;
    this.partition = partition;
  }

  /** Adds to the tallies, and returns the result. */
  public Map<SubjectId, TallyRow> addToTallies(SortedMap<SubjectId, TallyChange> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return Map.of();
    }
    List<SubjectId> subjects = List.copyOf(changes.keySet());
    List<TallyChange> sums = List.copyOf(changes.values());
    Columns columns =
        BulkStatement.subjects(subjects)
            .longs(sums, TallyChange::up)
            .longs(sums, TallyChange::down)
            .longs(sums, TallyChange::version)
            .longsOrNulls(sums, TallyChange::firstAt);
    String read = tx.dialect().bulk().readTallies();
    if (read == null) {
      return tallies(tx.dialect().bulk().addToTallies(), columns, changes.size());
    }
    try (PreparedStatement statement =
        BulkStatement.prepare(tx, partition, tx.dialect().bulk().addToTallies(), columns)) {
      tx.expectBetween(
          changes.size(),
          changes.size() * tx.dialect().bulk().rowsPerChange(),
          statement.executeUpdate());
    }
    return tallies(read, BulkStatement.subjects(subjects), changes.size());
  }

  private Map<SubjectId, TallyRow> tallies(String sql, Columns columns, int expected)
      throws SQLException {
    Map<SubjectId, TallyRow> found = new HashMap<>();
    try (PreparedStatement statement = BulkStatement.prepare(tx, partition, sql, columns);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.put(
            SubjectId.of(rows.getString("poll"), rows.getString("subject")),
            new TallyRow(rows.getLong("up"), rows.getLong("down"), rows.getLong("version")));
      }
    }
    tx.expect(expected, found.size());
    return found;
  }

  /**
   * Prepares a change of votes around the store: raises the versions of their subjects above all
   * that the store has given out, and marks the subjects as stale. Call once in a transaction,
   * under the partition's lock.
   */
  public void leap(List<SubjectId> subjects) throws SQLException {
    addToTallies(
        new TreeMap<>(subjects.stream().collect(toMap(subject -> subject, s -> TallyChange.LEAP))));
    StaleTable.mark(tx, partition, subjects);
  }
}
