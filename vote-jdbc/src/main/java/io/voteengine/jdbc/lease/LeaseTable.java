package io.voteengine.jdbc.lease;

import static java.util.stream.Collectors.joining;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The nodes, each alive until a moment of the database's clock, and the partitions that each holds.
 * A lease ends with its node, so renewing all of them is one write to one row.
 */
final class LeaseTable {
  /** How long dead nodes are kept, for people who look into the table. */
  private static final Duration MEMORY = Duration.ofHours(1);

  private LeaseTable() {}

  /** Records that a node is alive for this long. */
  static void beat(Transaction tx, UUID node, Duration lease) {
    long now = ColumnValues.now(tx);
    Handle handle = tx.handle();
    int updated =
        handle
            .createUpdate("UPDATE vote_node SET until_at = ? WHERE id = ?")
            .bind(0, ColumnValues.argument(tx.dialect(), now + micros(lease)))
            .bind(1, tx.dialect().uuid(node))
            .execute();
    if (updated == 0) {
      handle
          .createUpdate("DELETE FROM vote_node WHERE until_at <= ?")
          .bind(0, ColumnValues.argument(tx.dialect(), now - micros(MEMORY)))
          .execute();
      handle
          .createUpdate("INSERT INTO vote_node (id, until_at) VALUES (?, ?)")
          .bind(0, tx.dialect().uuid(node))
          .bind(1, ColumnValues.argument(tx.dialect(), now + micros(lease)))
          .execute();
    }
  }

  /** Records the store that only this node reaches; null for none. */
  static void note(Transaction tx, UUID node, @Nullable String store) {
    tx.handle()
        .createUpdate("UPDATE vote_node SET store = ? WHERE id = ?")
        .bind(0, store)
        .bind(1, tx.dialect().uuid(node))
        .execute();
  }

  /** Returns for how long nodes with another store are still alive; zero when there are none. */
  static Duration others(Transaction tx, @Nullable String store) {
    long now = ColumnValues.now(tx);
    long until =
        tx
            .handle()
            .createQuery("SELECT store, until_at FROM vote_node")
            .map(
                (rows, context) ->
                    Objects.equals(rows.getString("store"), store)
                        ? 0
                        : ColumnValues.micros(rows, "until_at"))
            .stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    return Duration.of(Math.max(until - now, 0), ChronoUnit.MICROS);
  }

  private static long micros(Duration time) {
    return time.dividedBy(Duration.ofNanos(1_000));
  }

  static NavigableSet<UUID> live(Transaction tx) {
    return new TreeSet<>(
        tx.handle()
            .createQuery("SELECT id FROM vote_node WHERE until_at > " + tx.dialect().now())
            .map((rows, context) -> ColumnValues.uuid(rows, "id"))
            .list());
  }

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

  static void remove(Transaction tx, UUID node) {
    tx.handle()
        .createUpdate("UPDATE vote_lease SET node = NULL WHERE node = ?")
        .bind(0, tx.dialect().uuid(node))
        .execute();
    tx.handle()
        .createUpdate("DELETE FROM vote_node WHERE id = ?")
        .bind(0, tx.dialect().uuid(node))
        .execute();
  }

  private static String parts(List<LeaseRow> rows) {
    return rows.stream().map(row -> Integer.toString(row.part())).collect(joining(", "));
  }
}
