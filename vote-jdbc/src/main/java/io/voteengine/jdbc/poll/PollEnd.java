package io.voteengine.jdbc.poll;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.PollSnapshot;
import java.util.Optional;

/** Records that polls are over. */
final class PollEnd {
  private PollEnd() {}

  /**
   * Records that the poll's closing time has passed, if it has one. Does nothing while a partition
   * may hold former rules: it may have judged by a close that was moved since. Where this
   * database's clock has not come to the close, all partitions learn that another one has.
   */
  static void record(Transaction tx, String name) {
    PollTable.lock(tx.handle(), name);
    Optional<PollSnapshot> found = PollTable.find(tx.handle(), name);
    if (found.isEmpty() || found.get().over() || found.get().poll().closesAt() == null) {
      return;
    }
    PollSnapshot poll = found.get();
    if (StalePolls.all(tx).stream().anyMatch(one -> one.poll().name().equals(name))) {
      return;
    }
    if (poll.isOverAt(ColumnValues.wallClock(tx))) {
      tx.handle().execute("UPDATE vote_poll SET is_over = TRUE WHERE name = ?", name);
    } else {
      PollChangeTable.change(
          tx, poll, poll.poll(), true, "voteengine", "a clock of the store has passed the close");
    }
  }
}
