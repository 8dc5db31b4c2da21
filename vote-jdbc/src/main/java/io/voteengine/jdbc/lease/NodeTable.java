package io.voteengine.jdbc.lease;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The nodes, each alive until a moment of the database's clock. */
final class NodeTable {
  /** How long dead nodes are kept, for people who look into the table. */
  private static final Duration MEMORY = Duration.ofHours(1);

  private NodeTable() {}

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

  static void remove(Transaction tx, UUID node) {
    tx.handle()
        .createUpdate("DELETE FROM vote_node WHERE id = ?")
        .bind(0, tx.dialect().uuid(node))
        .execute();
  }
}
