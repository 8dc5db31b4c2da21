package io.voteengine.jdbc.result;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.result.proof.Ballot;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ballots of sealed polls. */
final class BallotTable {
  /** The rows of one statement, below every database's limit on parameters. */
  private static final int ROWS_AT_ONCE = 1_000;

  private static final HexFormat HEX = HexFormat.of();

  private BallotTable() {}

  /**
   * A ballot as a row.
   *
   * @param tally number of its subject
   */
  record Row(long tally, Choice choice, String nonce) {
    Ballot of(SubjectId subject) {
      return new Ballot(subject, choice, nonce);
    }
  }

  static void add(Transaction tx, List<Row> ballots) throws SQLException {
    for (int from = 0; from < ballots.size(); from += ROWS_AT_ONCE) {
      List<Row> some = ballots.subList(from, Math.min(ballots.size(), from + ROWS_AT_ONCE));
      String rows = "(?, ?, ?), ".repeat(some.size());
      try (PreparedStatement statement =
          tx.connection()
              .prepareStatement(
                  "INSERT INTO vote_ballot (tally, choice, nonce) VALUES "
                      + rows.substring(0, rows.length() - 2))) {
        int next = 1;
        for (Row ballot : some) {
          statement.setLong(next++, ballot.tally());
          statement.setShort(next++, ColumnValues.code(ballot.choice()));
          statement.setBytes(next++, HEX.parseHex(ballot.nonce()));
        }
        tx.expect(some.size(), statement.executeUpdate());
      }
    }
  }

  static void delete(Transaction tx, List<Long> tallies) {
    tx.handle()
        .createUpdate("DELETE FROM vote_ballot WHERE tally IN (<tallies>)")
        .bindList("tallies", tallies)
        .execute();
  }

  /** Returns how many ballots of a choice each subject has. */
  static Map<Long, Map<Choice, Long>> counts(Transaction tx, List<Long> tallies) {
    Map<Long, Map<Choice, Long>> counts = new HashMap<>();
    tx.handle()
        .createQuery(
            "SELECT tally, choice, COUNT(*) AS ballots FROM vote_ballot"
                + " WHERE tally IN (<tallies>) GROUP BY tally, choice")
        .bindList("tallies", tallies)
        .map(
            (rows, context) -> {
              Map<Choice, Long> ofTally =
                  counts.computeIfAbsent(rows.getLong("tally"), tally -> new HashMap<>());
              return ofTally.put(ColumnValues.choice(rows, "choice"), rows.getLong("ballots"));
            })
        .list();
    return counts;
  }

  /** Returns all ballots of some subjects. */
  static List<Row> of(Transaction tx, List<Long> tallies) {
    return tx.handle()
        .createQuery(
            "SELECT tally, choice, nonce FROM vote_ballot WHERE tally IN (<tallies>)"
                + " ORDER BY tally, choice, nonce")
        .bindList("tallies", tallies)
        .map((rows, context) -> row(rows))
        .list();
  }

  /** Returns ballots of one subject and choice after a nonce, in the order of their nonces. */
  static List<Row> page(
      Transaction tx, long tally, Choice choice, @Nullable String after, long skipped, int limit) {
    return tx.handle()
        .createQuery(
            """
            SELECT tally, choice, nonce FROM vote_ballot
            WHERE tally = ? AND choice = ? AND nonce > ?
            ORDER BY tally, choice, nonce LIMIT ? OFFSET ?
            """)
        .bind(0, tally)
        .bind(1, ColumnValues.code(choice))
        .bind(2, after == null ? new byte[0] : HEX.parseHex(after))
        .bind(3, limit)
        .bind(4, skipped)
        .map((rows, context) -> row(rows))
        .list();
  }

  /** Returns those of some ballots of one subject that exist. */
  static List<Row> existing(Transaction tx, List<Row> ballots) {
    return tx.handle()
        .createQuery(
            "SELECT tally, choice, nonce FROM vote_ballot"
                + " WHERE tally = <tally> AND choice IN (1, -1) AND nonce IN (<nonces>)")
        .define("tally", ballots.get(0).tally())
        .bindList("nonces", ballots.stream().map(ballot -> HEX.parseHex(ballot.nonce())).toList())
        .map((rows, context) -> row(rows))
        .list();
  }

  /** Returns how many ballots of a subject and choice are before a nonce; null: it is not there. */
  static @Nullable Long place(Transaction tx, Row ballot) {
    byte[] nonce = HEX.parseHex(ballot.nonce());
    boolean exists =
        tx.handle()
            .createQuery("SELECT 1 FROM vote_ballot WHERE tally = ? AND choice = ? AND nonce = ?")
            .bind(0, ballot.tally())
            .bind(1, ColumnValues.code(ballot.choice()))
            .bind(2, nonce)
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    return !exists
        ? null
        : tx.handle()
            .createQuery(
                "SELECT COUNT(*) FROM vote_ballot WHERE tally = ? AND choice = ? AND nonce < ?")
            .bind(0, ballot.tally())
            .bind(1, ColumnValues.code(ballot.choice()))
            .bind(2, nonce)
            .mapTo(Long.class)
            .one();
  }

  private static Row row(ResultSet rows) throws SQLException {
    return new Row(
        rows.getLong("tally"),
        ColumnValues.choice(rows, "choice"),
        HEX.formatHex(Objects.requireNonNull(rows.getBytes("nonce"))));
  }

  /** Returns them in the order of their leaves: those in favour first. */
  static List<Ballot> inLeafOrder(SubjectId subject, List<Row> ofSubject) {
    List<Ballot> ballots = new ArrayList<>();
    for (Choice choice : List.of(Choice.UP, Choice.DOWN)) {
      for (Row row : ofSubject) {
        if (row.choice() == choice) {
          ballots.add(row.of(subject));
        }
      }
    }
    return ballots;
  }
}
