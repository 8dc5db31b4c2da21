package io.voteengine.jdbc.lease;

import static java.util.stream.Collectors.joining;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/**
 * The partitions that each node holds. A lease ends with its node, so renewing all of them is one
 * write to one row of {@link NodeTable}.
 */
final class LeaseTable {
  private LeaseTable() {}

  static List<LeaseRow> rows(Transaction tx) {
    return rows(tx.handle().createQuery("SELECT part, node FROM vote_lease ORDER BY part"));
  }

  private static List<LeaseRow> rows(Query query) {
    return query
        .map((rows, context) -> new LeaseRow(rows.getInt("part"), ColumnValues.uuid(rows, "node")))
        .list();
  }

  /**
   * Locks the rows that are still as they were read, and returns them. It does not wait: a row that
   * another node has locked is changing hands, and that node may stand still.
   */
  static List<LeaseRow> lock(Transaction tx, List<LeaseRow> seen) {
    if (seen.isEmpty()) {
      return List.of();
    }
    List<LeaseRow> locked =
        rows(tx.handle().createQuery(among(seen) + " ORDER BY part FOR UPDATE SKIP LOCKED"));
    // Read again: a row that was locked only now may have been read in its old state.
    return locked.isEmpty()
        ? List.of()
        : rows(tx.handle().createQuery(among(locked))).stream().filter(seen::contains).toList();
  }

  private static String among(List<LeaseRow> rows) {
    return "SELECT part, node FROM vote_lease WHERE part IN (" + parts(rows) + ")";
  }

  static void take(Transaction tx, List<LeaseRow> locked, UUID node) {
    if (!locked.isEmpty()) {
      tx.handle()
          .createUpdate("UPDATE vote_lease SET node = ? WHERE part IN (" + parts(locked) + ")")
          .bind(0, tx.dialect().uuid(node))
          .execute();
    }
  }

  static void giveBack(Transaction tx, List<LeaseRow> locked) {
    if (!locked.isEmpty()) {
      tx.handle()
          .execute("UPDATE vote_lease SET node = NULL WHERE part IN (" + parts(locked) + ")");
    }
  }

  /** Gives back all that a node holds. */
  static void giveBackAll(Transaction tx, UUID node) {
    tx.handle()
        .createUpdate("UPDATE vote_lease SET node = NULL WHERE node = ?")
        .bind(0, tx.dialect().uuid(node))
        .execute();
  }

  private static String parts(List<LeaseRow> rows) {
    return rows.stream().map(row -> Integer.toString(row.part())).collect(joining(", "));
  }
}
