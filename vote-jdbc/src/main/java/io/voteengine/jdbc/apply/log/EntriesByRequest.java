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

  public static List<HistoryEntry> read(Transaction tx, int partition, List<RequestId> requests)
      throws SQLException {
    return read(tx, partition, requests, "");
  }

  /**
   * Returns the entries that also meet a condition.
   *
   * @param condition what follows in the SQL's condition on the log's row e, such as {@code AND
   *     e.seq < 0}
   */
  static List<HistoryEntry> read(
      Transaction tx, int partition, List<RequestId> requests, String condition)
      throws SQLException {
    List<RequestId> distinct = requests.stream().distinct().toList();
    List<HistoryEntry> found = new ArrayList<>();
    for (int from = 0; from < distinct.size(); from += BulkStatement.ROWS) {
      int to = Math.min(distinct.size(), from + BulkStatement.ROWS);
      found.addAll(readAtOnce(tx, partition, distinct.subList(from, to), condition));
    }
    return found;
  }

  private static List<HistoryEntry> readAtOnce(
      Transaction tx, int partition, List<RequestId> requests, String condition)
      throws SQLException {
    Columns columns = new Columns().requests(requests, request -> request);
    List<HistoryEntry> found = new ArrayList<>();
    try (PreparedStatement statement =
            BulkStatement.prepare(
                tx, partition, tx.dialect().bulk().readRequests() + condition, columns);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(AuditLogTable.entry(rows));
      }
    }
    return found;
  }
}
