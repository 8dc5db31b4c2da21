package io.voteengine.jdbc.partition;

import io.voteengine.VoteConfigurationException;
import io.voteengine.spi.ledger.PartitionRange;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The partitions with which the ledger was first used, and no others may be. */
public final class RecordedPartitions {
  private RecordedPartitions() {}

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
      throw new VoteConfigurationException(
          VoteConfigurationException.Problem.PARTITIONS, refusal(recorded, range), null);
    }
    return range;
  }

  /** Fails now, not at the first vote, when this user or session may not write. */
  public static void checkThatItMayBeWritten(Handle handle) {
    handle.execute("UPDATE vote_partition SET epoch = epoch WHERE part = -1");
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
}
