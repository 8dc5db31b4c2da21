package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.AuditReport;
import io.voteengine.query.AuditReport.Counts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts a poll's votes in three ways. One statement does so, and so at one moment, subject by
 * subject, so that errors which cancel out are seen. When the audit log has forgotten a voter's
 * entries, or the vote is void, its row is counted in place of the entries.
 */
public final class PollAudit {
  private static final int MOST_NAMED = 100;
  private static final int ROWS_AT_ONCE = 1_000;

  private static final String SQL =
      """
      SELECT t.subject, sum(tallied) AS tallied,
        sum(tally_up) AS tally_up, sum(tally_down) AS tally_down,
        sum(vote_up) AS vote_up, sum(vote_down) AS vote_down,
        sum(event_up) AS event_up, sum(event_down) AS event_down
      FROM (
        SELECT t.id AS tally, 1 AS tallied, t.up AS tally_up, t.down AS tally_down,
          0 AS vote_up, 0 AS vote_down, 0 AS event_up, 0 AS event_down
        FROM vote_partition p JOIN vote_tally t ON t.part = p.part AND t.poll = ?
        UNION ALL
        SELECT v.tally, 0, 0, 0,
          count(CASE WHEN v.choice = 1 THEN 1 END), count(CASE WHEN v.choice = -1 THEN 1 END), 0, 0
        FROM vote_partition p JOIN vote_tally t ON t.part = p.part AND t.poll = ?
          JOIN vote v ON v.tally = t.id
        GROUP BY v.tally
        UNION ALL
        SELECT tally, 0, 0, 0, 0, 0,
          count(CASE WHEN choice = 1 THEN 1 END), count(CASE WHEN choice = -1 THEN 1 END)
        FROM (
          SELECT tally, choice, row_number() OVER (
            PARTITION BY tally, voter
            ORDER BY cast_at DESC, request_id DESC, stands_in DESC
          ) AS nth
          FROM (
            SELECT e.tally, e.voter, e.choice, e.cast_at, e.request_id, 0 AS stands_in
            FROM vote_partition p JOIN vote_tally t ON t.part = p.part AND t.poll = ?
              JOIN vote_event e ON e.tally = t.id
            WHERE e.counted
            UNION ALL
            SELECT v.tally, v.voter, v.choice, v.cast_at, v.request_id, 1
            FROM vote_partition p JOIN vote_tally t ON t.part = p.part AND t.poll = ?
              JOIN vote v ON v.tally = t.id
            WHERE v.voided <> 0 OR v.cast_at < (SELECT kept_from FROM vote_event_kept)
          ) logged
        ) newest
        WHERE nth = 1
        GROUP BY tally
      ) counted JOIN vote_tally t ON t.id = counted.tally
      GROUP BY counted.tally, t.subject
      """;

  private long subjects;
  private Counts tallies = new Counts(0, 0);
  private Counts votes = new Counts(0, 0);
  private Counts events = new Counts(0, 0);
  private final List<SubjectId> differing = new ArrayList<>();

  private PollAudit() {}

  public static AuditReport of(Transaction tx, String poll) throws SQLException {
    PollAudit audit = new PollAudit();
    try (PreparedStatement statement = tx.connection().prepareStatement(SQL)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      statement.setString(1, poll);
      statement.setString(2, poll);
      statement.setString(3, poll);
      statement.setString(4, poll);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          audit.take(poll, rows);
        }
      }
    }
    return new AuditReport(
        poll, audit.subjects, audit.tallies, audit.votes, audit.events, audit.differing);
  }

  private void take(String poll, ResultSet rows) throws SQLException {
    Counts tally = counts(rows, "tally_up", "tally_down");
    Counts voted = counts(rows, "vote_up", "vote_down");
    Counts logged = counts(rows, "event_up", "event_down");
    subjects += rows.getLong("tallied");
    tallies = sum(tallies, tally);
    votes = sum(votes, voted);
    events = sum(events, logged);
    if (!(tally.equals(voted) && voted.equals(logged)) && differing.size() < MOST_NAMED) {
      differing.add(SubjectId.of(poll, rows.getString("subject")));
    }
  }

  private static Counts counts(ResultSet rows, String up, String down) throws SQLException {
    return new Counts(rows.getLong(up), rows.getLong(down));
  }

  private static Counts sum(Counts a, Counts b) {
    return new Counts(a.up() + b.up(), a.down() + b.down());
  }
}
