package io.voteengine.jdbc.backup;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The newest votes of each partition when a restore began. */
final class RestoreTable {
  private RestoreTable() {}

  /**
   * Records the newest votes of the poll's partitions; returns the time of the newest one, 0 for
   * none.
   */
  static long begin(Transaction tx, String poll, UUID backup) {
    Map<Integer, NewestVotes> partitions = new HashMap<>();
    tx.handle()
        .createQuery(
            """
            SELECT p.part, v.direct, max(v.cast_at) AS newest
            FROM vote_partition p
            JOIN vote_tally t ON t.part = p.part AND t.poll = ?
            JOIN vote v ON v.tally = t.id
            GROUP BY p.part, v.direct
            """)
        .bind(0, poll)
        .map(
            (rows, context) ->
                partitions.merge(
                    rows.getInt("part"),
                    NewestVotes.NOTHING.and(
                        rows.getBoolean("direct"), ColumnValues.micros(rows, "newest")),
                    (one, other) ->
                        new NewestVotes(
                            Math.max(one.journal(), other.journal()),
                            Math.max(one.direct(), other.direct()))))
        .list();
    end(tx, backup);
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                INSERT INTO vote_restore (part, backup, journal_at, direct_at) VALUES (?, ?, ?, ?)
                """);
    partitions.forEach(
        (part, found) ->
            batch.add(part, tx.dialect().uuid(backup), found.journal(), found.direct()));
    batch.execute();
    return partitions.values().stream()
        .mapToLong(found -> Math.max(found.journal(), found.direct()))
        .max()
        .orElse(0);
  }

  static NewestVotes find(Transaction tx, int partition, UUID backup) {
    return tx.handle()
        .createQuery("SELECT journal_at, direct_at FROM vote_restore WHERE part = ? AND backup = ?")
        .bind(0, partition)
        .bind(1, tx.dialect().uuid(backup))
        .map(
            (rows, context) ->
                new NewestVotes(rows.getLong("journal_at"), rows.getLong("direct_at")))
        .findOne()
        .orElse(NewestVotes.NOTHING);
  }

  static void end(Transaction tx, UUID backup) {
    tx.handle()
        .createUpdate("DELETE FROM vote_restore WHERE backup = ?")
        .bind(0, tx.dialect().uuid(backup))
        .execute();
  }
}
