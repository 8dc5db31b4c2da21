package io.voteengine.jdbc.poll;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.PollSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/** The polls that a partition of the store may hold with former rules. */
final class StalePolls {
  private StalePolls() {}

  static void mark(Handle handle, String name, long revision, Object now) {
    handle.execute("DELETE FROM vote_poll_stale WHERE poll = ?", name);
    handle.execute(
        "INSERT INTO vote_poll_stale (poll, revision, marked_at) VALUES (?, ?, ?)",
        name,
        revision,
        now);
  }

  static List<PollSnapshot> all(Transaction tx) {
    return tx.handle()
        .createQuery(
            "SELECT name, rules, state, is_over, p.revision FROM vote_poll p"
                + " JOIN vote_poll_stale s ON s.poll = p.name ORDER BY "
                + tx.dialect().byCodePoint("name"))
        .map((rows, context) -> PollTable.snapshot(rows))
        .list();
  }

  /** Takes the mark off, unless it is younger than some time, or of other rules. */
  static void loaded(Transaction tx, PollSnapshot poll, Duration atLeast) {
    long before = ColumnValues.now(tx) - TimeUnit.MICROSECONDS.convert(atLeast);
    tx.handle()
        .execute(
            "DELETE FROM vote_poll_stale WHERE poll = ? AND revision = ? AND marked_at <= ?",
            poll.poll().name(),
            poll.revision(),
            ColumnValues.argument(tx.dialect(), before));
  }
}
