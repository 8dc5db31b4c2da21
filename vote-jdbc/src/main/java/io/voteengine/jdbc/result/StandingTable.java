package io.voteengine.jdbc.result;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.result.proof.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The counts of sealed polls. */
final class StandingTable {
  private StandingTable() {}

  /**
   * A subject in a result.
   *
   * @param tally number of the subject
   */
  record Row(long tally, Standing standing) {
    SubjectId subject() {
      return standing.subject();
    }

    long votes() {
      return standing.up() + standing.down();
    }
  }

  /** Copies the tallies of a poll. */
  static void write(Transaction tx, String poll) {
    tx.handle().execute("DELETE FROM vote_standing WHERE poll = ?", poll);
    tx.handle()
        .execute(
            """
            INSERT INTO vote_standing (poll, tally, subject, up, down, first_at, withdrawn)
            SELECT t.poll, t.id, t.subject, t.up, t.down, t.first_at, t.listing = 2
            FROM vote_partition p JOIN vote_tally t ON t.part = p.part AND t.poll = ?
            """,
            poll);
  }

  static List<Row> of(Transaction tx, String poll) {
    return rows(tx, poll).toList();
  }

  /** Returns them in the order of their ballots' leaves. */
  static List<Row> inLeafOrder(Transaction tx, String poll) {
    return rows(tx, poll)
        .filter(row -> row.votes() > 0)
        .sorted(Comparator.comparing(Row::subject, LeafOrder.OF_SUBJECTS))
        .toList();
  }

  /** Returns some with ballots, by the numbers of their tallies. */
  static List<Row> after(Transaction tx, String poll, long tally, int limit) {
    return tx.handle()
        .createQuery(
            """
            SELECT tally, subject, up, down FROM vote_standing
            WHERE poll = ? AND tally > ? ORDER BY poll, tally LIMIT ?
            """)
        .bind(0, poll)
        .bind(1, tally)
        .bind(2, limit)
        .map((rows, context) -> row(poll, rows))
        .list();
  }

  private static Stream<Row> rows(Transaction tx, String poll) {
    return tx
        .handle()
        .createQuery("SELECT tally, subject, up, down FROM vote_standing WHERE poll = ?")
        .bind(0, poll)
        .map((rows, context) -> row(poll, rows))
        .list()
        .stream();
  }

  private static Row row(String poll, ResultSet rows) throws SQLException {
    return new Row(
        rows.getLong("tally"),
        new Standing(
            SubjectId.of(poll, rows.getString("subject")),
            rows.getLong("up"),
            rows.getLong("down")));
  }
}
