package io.voteengine.jdbc.poll;

import io.voteengine.Poll;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.poll.PollChange;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/** The changes of polls' rules, and which polls the store may hold with former rules. */
public final class PollChangeTable {
  private PollChangeTable() {}

  /**
   * Records that the poll's closing time has passed, if it has one. Does nothing while a partition
   * may hold former rules: it may have judged by a close that was moved since. Where this
   * database's clock has not come to the close, all partitions learn that another one has.
   */
  static void recordOver(Transaction tx, String name) {
    PollTable.lock(tx.handle(), name);
    Optional<PollSnapshot> found = PollTable.find(tx.handle(), name);
    if (found.isEmpty() || found.get().over() || found.get().poll().closesAt() == null) {
      return;
    }
    PollSnapshot poll = found.get();
    if (stale(tx).stream().anyMatch(one -> one.poll().name().equals(name))) {
      return;
    }
    if (poll.isOverAt(ColumnValues.wallClock(tx))) {
      tx.handle().execute("UPDATE vote_poll SET is_over = TRUE WHERE name = ?", name);
    } else {
      change(
          tx, poll, poll.poll(), true, "voteengine", "a clock of the store has passed the close");
    }
  }

  /** Replaces the rules of a poll that is locked, and marks it as stale. */
  static PollSnapshot change(
      Transaction tx, PollSnapshot recorded, Poll poll, boolean over, String by, String why) {
    Handle handle = tx.handle();
    long moment = ColumnValues.wallClock(tx);
    long revision = Math.max(recorded.revision() + 1, moment);
    Object now = ColumnValues.argument(tx.dialect(), moment);
    handle.execute(
        "UPDATE vote_poll SET rules = ?, is_over = ?, revision = ? WHERE name = ?",
        PollRules.write(poll),
        over,
        revision,
        poll.name());
    handle.execute(
        """
        INSERT INTO vote_poll_change
          (poll, revision, changed_at, changed_by, reason, rules_before, rules_after)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        poll.name(),
        revision,
        now,
        by,
        why,
        PollRules.write(recorded.poll()),
        PollRules.write(poll));
    handle.execute("DELETE FROM vote_poll_stale WHERE poll = ?", poll.name());
    handle.execute(
        "INSERT INTO vote_poll_stale (poll, revision, marked_at) VALUES (?, ?, ?)",
        poll.name(),
        revision,
        now);
    return new PollSnapshot(poll, recorded.state(), over, revision);
  }

  static List<PollChange> changes(Transaction tx, String name) {
    return tx.handle()
        .createQuery(
            """
            SELECT revision, changed_at, changed_by, reason, rules_before, rules_after
            FROM vote_poll_change WHERE poll = ? ORDER BY revision DESC
            """)
        .bind(0, name)
        .map(
            (rows, context) ->
                new PollChange(
                    rows.getLong("revision"),
                    Micros.toInstant(ColumnValues.micros(rows, "changed_at")),
                    rows.getString("changed_by"),
                    rows.getString("reason"),
                    PollRules.read(name, rows.getString("rules_before")),
                    PollRules.read(name, rows.getString("rules_after"))))
        .list();
  }

  /** Whether the poll of this name had these rules before a change. */
  public static boolean hadRules(Transaction tx, Poll poll) {
    return changes(tx, poll.name()).stream().anyMatch(change -> change.before().equals(poll));
  }

  static List<PollSnapshot> stale(Transaction tx) {
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
