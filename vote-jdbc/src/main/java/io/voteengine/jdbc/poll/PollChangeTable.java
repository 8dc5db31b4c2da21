package io.voteengine.jdbc.poll;

import io.voteengine.Poll;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.poll.PollChange;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.util.Micros;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The changes of polls' rules. */
public final class PollChangeTable {
  private PollChangeTable() {}

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
    StalePolls.mark(handle, poll.name(), revision, now);
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
}
