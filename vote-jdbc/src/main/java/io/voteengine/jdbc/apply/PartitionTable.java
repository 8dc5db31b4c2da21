package io.voteengine.jdbc.apply;

import io.voteengine.VoteConfigurationException;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.PartitionRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The position of each partition. Its row is the fence that every writer of votes locks first. */
public final class PartitionTable {
  private PartitionTable() {}

  /** Records the partitions at the first use. */
  public static PartitionRange record(Handle handle, PartitionRange range) {
    if (recorded(handle).isEmpty()) {
      // Two nodes that do this at once collide on a key; the refused one runs again.
      for (int part = range.from(); part < range.until(); part++) {
        handle.execute(
            "INSERT INTO vote_partition (part, partitions, epoch, seq, chain, identity)"
                + " VALUES (?, ?, 0, 0, 0, '')",
            part,
            range.partitions());
        handle.execute("INSERT INTO vote_lease (part) VALUES (?)", part);
      }
    }
    return range;
  }

  /**
   * Refuses partitions other than the recorded ones, even when another node has just recorded them.
   */
  public static PartitionRange check(Handle handle, PartitionRange range) {
    PartitionRange recorded = recorded(handle).orElseThrow();
    if (!recorded.equals(range)) {
      throw new VoteConfigurationException(refusal(recorded, range), null);
    }
    return range;
  }

  private static Optional<PartitionRange> recorded(Handle handle) {
    return handle
        .createQuery(
            "SELECT max(partitions) AS partitions, min(part) AS f, max(part) AS l FROM vote_partition HAVING count(*) > 0")
        .map(
            (rows, context) ->
                new PartitionRange(
                    rows.getInt("partitions"), rows.getInt("f"), rows.getInt("l") + 1))
        .findOne();
  }

  private static String refusal(PartitionRange recorded, PartitionRange range) {
    return recorded.partitions() == range.partitions()
        ? "The ledger was first used for the partitions %s and cannot serve %s: give the ledgers in the order and number in which they were first used."
            .formatted(text(recorded), text(range))
        : "The ledger was first used with %d partitions and cannot serve %d: set partitions(%d)."
            .formatted(recorded.partitions(), range.partitions(), recorded.partitions());
  }

  private static String text(PartitionRange range) {
    return range.from() + " to " + (range.until() - 1);
  }

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

  /**
   * Lets one transaction at a time write votes of a partition, until its end. It changes the row,
   * since nodes of a Galera cluster do not see each other's locks: of two transactions that change
   * one row on two nodes, one fails and is retried.
   */
  public static void lock(Handle handle, int partition) {
    handle.execute("UPDATE vote_partition SET locks = locks + 1 WHERE part = ?", partition);
  }

  /** Fails now, not at the first vote, when this user or session may not write. */
  public static void checkThatItMayBeWritten(Handle handle) {
    handle.execute("UPDATE vote_partition SET epoch = epoch WHERE part = -1");
  }

  /** Counts a replacement of voters' ids. Needs the partition's lock. */
  public static void countErasure(Handle handle, int partition) {
    handle.execute("UPDATE vote_partition SET erasures = erasures + 1 WHERE part = ?", partition);
  }

  /** Returns how often voters' ids have been replaced in a partition. */
  public static long erasures(Handle handle, int partition) {
    return handle
        .createQuery("SELECT erasures FROM vote_partition WHERE part = ?")
        .bind(0, partition)
        .mapTo(Long.class)
        .one();
  }

  /**
   * Lets one transaction at a time write votes of a partition, until its end, and gives numbers to
   * votes that do not come from the journal.
   *
   * @return the first number; each further vote has one less
   */
  static long number(Handle handle, int partition, int votes) {
    handle.execute(
        "UPDATE vote_partition SET direct = direct + ? WHERE part = ?", votes, partition);
    return votes
        - 1
        - handle
            .createQuery("SELECT direct FROM vote_partition WHERE part = ?")
            .bind(0, partition)
            .mapTo(Long.class)
            .one();
  }

  /** Fails unless the partition has reached an event of a term. */
  public static void confirm(Handle handle, Term term, long seq) throws SQLException {
    Position current = position(handle, term.partition());
    if (current.term().epoch() != term.epoch() || current.seq() < seq) {
      throw new SQLException(
          "the driver reported event %d of %s as committed, but the ledger is at %s"
              .formatted(seq, term, current));
    }
  }

  /** Moves a partition within its term; false when it is not at {@code before}. */
  static boolean advance(Handle handle, Position before, long seq, long chain) {
    return handle.execute(
            """
            UPDATE vote_partition SET seq = ?, chain = ?
            WHERE part = ? AND epoch = ? AND identity = ? AND seq = ? AND chain = ?
            """,
            seq,
            chain,
            before.term().partition(),
            before.term().epoch(),
            text(before.term().identity()),
            before.seq(),
            before.chain())
        == 1;
  }

  /** Moves a partition to the start of another term; false when it is not in {@code before}. */
  static boolean begin(Handle handle, Term before, Term next) {
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

  static String text(@Nullable String identity) {
    return identity == null ? "" : identity;
  }
}
