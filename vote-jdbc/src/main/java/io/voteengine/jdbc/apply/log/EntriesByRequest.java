package io.voteengine.jdbc.apply.log;

import io.voteengine.RequestId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.jdbc.sql.bulk.Columns;
import io.voteengine.query.HistoryEntry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the audit log's entries by their requests, of any voter. */
public final class EntriesByRequest {
  private EntriesByRequest() {}

  /** Returns the entries of all partitions. */
  public static List<HistoryEntry> read(Transaction tx, List<RequestId> requests)
      throws SQLException {
    return read(tx, requests, "", AuditLogTable::entry);
  }

  /** Returns the entries of one partition. */
  public static List<HistoryEntry> read(Transaction tx, int partition, List<RequestId> requests)
      throws SQLException {
    return read(tx, requests, " AND t.part = " + partition, AuditLogTable::entry);
  }

  /** Makes a value of a row. */
  @FunctionalInterface
  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /**
   * Returns the entries that also meet a condition.
   *
   * @param condition what follows in the SQL's condition on the log's row e and its tally t, such
   *     as {@code AND e.seq < 0}
   */
  static <T> List<T> read(
      Transaction tx, List<RequestId> requests, String condition, Mapper<T> mapper)
      throws SQLException {
    List<RequestId> distinct = requests.stream().distinct().toList();
    List<T> found = new ArrayList<>();
    for (int from = 0; from < distinct.size(); from += BulkStatement.ROWS) {
      int to = Math.min(distinct.size(), from + BulkStatement.ROWS);
      Columns columns = new Columns().requests(distinct.subList(from, to), request -> request);
      String sql = tx.dialect().bulk().readRequests() + condition;
      try (PreparedStatement statement = BulkStatement.prepare(tx, sql, columns);
          ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
      }
    }
    return found;
  }
}
