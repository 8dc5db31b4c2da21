package io.voteengine.jdbc.backup;

import io.voteengine.Poll;
import io.voteengine.jdbc.backup.file.BackupSum;
import io.voteengine.jdbc.backup.file.BackupVote;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.ledger.PartitionRange;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a backup from its first vote to its last, in an order that does not depend on the number of
 * partitions: each partition is in order, and the next vote is the least of their first ones. Each
 * page is a transaction of its own, so that a slow reader blocks no one.
 */
final class BackupScan {
  /** The rows in memory at a time, over all partitions. */
  private static final int ROWS = 16_384;

  private static final int LEAST_PAGE = 64;

  private final Transactions transactions;
  private final UUID id;
  private final Poll poll;
  private final int page;
  private final PriorityQueue<Cursor> cursors =
      new PriorityQueue<>(Comparator.comparing(cursor -> cursor.rows.getFirst()));

  BackupScan(Transactions transactions, UUID id, Poll poll, PartitionRange range) {
    this.transactions = transactions;
    this.id = id;
    this.poll = poll;
    this.page = Math.max(ROWS / range.size(), LEAST_PAGE);
    for (int partition = range.from(); partition < range.until(); partition++) {
      queue(new Cursor(partition));
    }
  }

  /** Returns the next vote; null after the last. */
  @Nullable BackupVote next() {
    Cursor least = cursors.poll();
    if (least == null) {
      return null;
    }
    BackupVote vote = least.rows.removeFirst();
    least.last = vote.key();
    queue(least);
    return vote;
  }

  private void queue(Cursor cursor) {
    if (cursor.rows.isEmpty() && !cursor.ended) {
      cursor.rows.addAll(
          transactions.read(
              "read a backup",
              tx -> BackupRows.page(tx, cursor.partition, id, poll, cursor.last, page)));
      cursor.ended = cursor.rows.size() < page;
    }
    if (!cursor.rows.isEmpty()) {
      cursors.add(cursor);
    }
  }

  /** Reads to the end, and returns the counts and the digest. */
  BackupSum.Total total() {
    BackupSum sum = new BackupSum();
    for (BackupVote vote = next(); vote != null; vote = next()) {
      sum.add(vote, vote.line());
    }
    return sum.total();
  }

  private static final class Cursor {
    final int partition;
    final Deque<BackupVote> rows = new ArrayDeque<>();
    @Nullable VoteKey last;
    boolean ended;

    Cursor(int partition) {
      this.partition = partition;
    }
  }
}
