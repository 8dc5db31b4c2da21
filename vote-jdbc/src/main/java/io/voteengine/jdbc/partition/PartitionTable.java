package io.voteengine.jdbc.partition;

import static java.util.stream.Collectors.toMap;

import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.jdbc.sql.bulk.Columns;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The position of each partition. Its row is the fence that every writer of votes locks first. */
public final class PartitionTable {
  private PartitionTable() {}

  public static List<Position> positions(Handle handle) {
    return handle
        .createQuery("SELECT part, epoch, seq, chain, identity FROM vote_partition ORDER BY part")
        .map((rows, context) -> position(rows))
        .list();
  }

  public static Position position(Handle handle, int partition) {
    return handle
        .createQuery("SELECT part, epoch, seq, chain, identity FROM vote_partition WHERE part = ?")
        .bind(0, partition)
        .map((rows, context) -> position(rows))
        .findOne()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no partition " + partition + " is recorded; was the ledger opened?"));
  }

  /** Fails unless each partition has reached the end of its batch. */
  public static void confirm(Handle handle, List<JournalBatch> batches) throws SQLException {
    Map<Integer, Position> positions =
        (batches.size() == 1
                ? List.of(position(handle, batches.get(0).partition()))
                : positions(handle))
            .stream().collect(toMap(position -> position.term().partition(), position -> position));
    for (JournalBatch batch : batches) {
      Position current = Objects.requireNonNull(positions.get(batch.partition()));
      Term term = batch.before().term();
      if (current.term().epoch() != term.epoch() || current.seq() < batch.last().seq()) {
        throw new SQLException(
            "the driver reported event %d of %s as committed, but the ledger is at %s"
                .formatted(batch.last().seq(), term, current));
      }
    }
  }

  /** Moves a partition to the end of a batch; false when it is not where the batch begins. */
  public static boolean advance(Handle handle, JournalBatch batch) {
    Position before = batch.before();
    return handle.execute(
            """
            UPDATE vote_partition SET seq = ?, chain = ?
            WHERE part = ? AND epoch = ? AND identity = ? AND seq = ? AND chain = ?
            """,
            batch.last().seq(),
            batch.last().chain(),
            before.term().partition(),
            before.term().epoch(),
            text(before.term().identity()),
            before.seq(),
            before.chain())
        == 1;
  }

  /**
   * Locks partitions, and moves those that are where their batches begin. All rows are locked in
   * the order of their numbers, so that two transactions do not block each other.
   *
   * @return the batches whose partitions were moved
   */
  public static List<JournalBatch> advance(Transaction tx, List<JournalBatch> batches)
      throws SQLException {
    Map<Integer, Position> found =
        tx
            .handle()
            .createQuery(
                """
                SELECT part, epoch, seq, chain, identity FROM vote_partition
                WHERE part IN (<parts>) ORDER BY part FOR UPDATE
                """)
            .bindList("parts", batches.stream().map(JournalBatch::partition).toList())
            .map((rows, context) -> position(rows))
            .stream()
            .collect(toMap(position -> position.term().partition(), position -> position));
    List<JournalBatch> moved =
        batches.stream()
            .filter(batch -> batch.before().equals(found.get(batch.partition())))
            .toList();
    if (moved.isEmpty()) {
      return moved;
    }
    Columns columns =
        new Columns()
            .ints(moved, JournalBatch::partition)
            .longs(moved, batch -> batch.before().term().epoch())
            .texts(moved, batch -> text(batch.before().term().identity()))
            .longs(moved, batch -> batch.before().seq())
            .longs(moved, batch -> batch.before().chain())
            .longs(moved, batch -> batch.last().seq())
            .longs(moved, batch -> batch.last().chain());
    try (PreparedStatement statement =
        BulkStatement.prepare(tx, tx.dialect().bulk().advancePartitions(), columns)) {
      tx.expect(moved.size(), statement.executeUpdate());
    }
    return moved;
  }

  /** Moves a partition to the start of another term; false when it is not in {@code before}. */
  public static boolean begin(Handle handle, Term before, Term next) {
    return handle.execute(
            """
            UPDATE vote_partition SET epoch = ?, identity = ?, seq = 0, chain = 0
            WHERE part = ? AND epoch = ? AND identity = ?
            """,
            next.epoch(),
            text(next.identity()),
            before.partition(),
            before.epoch(),
            text(before.identity()))
        == 1;
  }

  private static Position position(ResultSet rows) throws SQLException {
    String identity = rows.getString("identity");
    Term term =
        new Term(rows.getInt("part"), rows.getLong("epoch"), identity.isEmpty() ? null : identity);
    return new Position(term, rows.getLong("seq"), rows.getLong("chain"));
  }

  public static String text(@Nullable String identity) {
    return identity == null ? "" : identity;
  }
}
