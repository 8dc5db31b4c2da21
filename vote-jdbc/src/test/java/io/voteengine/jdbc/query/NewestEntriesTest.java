package io.voteengine.jdbc.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.sql.Dialect;
import io.voteengine.jdbc.sql.RowsRead;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.query.HistoryEntry;
import io.voteengine.util.Micros;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The cost of reading the newest entries of a large audit log. */
class NewestEntriesTest {
  private static final SubjectId POST = SubjectId.of("posts", "42");

  /** Ten thousand entries of one subject, ten of each moment. */
  private static void fill(Database kind, TestDatabase database) {
    String n = "a.n + 10 * b.n + 100 * c.n + 1000 * d.n";
    String request =
        switch (kind) {
          case H2 -> "RANDOM_UUID()";
          case POSTGRES -> "gen_random_uuid()";
          case MARIADB, MYSQL -> "UNHEX(MD5(k.n))";
        };
    String moment =
        switch (kind) {
          case H2 -> "DATEADD(SECOND, k.n / 10 - 1000, CURRENT_TIMESTAMP)";
          case POSTGRES -> "now() + (k.n / 10 - 1000) * interval '1 second'";
          case MARIADB, MYSQL -> "UTC_TIMESTAMP(6) + INTERVAL (k.n DIV 10 - 1000) SECOND";
        };
    database.execute(
        """
        INSERT INTO vote_tally (id, part, poll, subject, up, down, version)
        VALUES (1, 0, 'posts', '42', 10000, 0, 10000)
        """);
    database.execute(
        """
        INSERT INTO vote_event (tally, epoch, seq, request_id, voter, previous, choice, cast_at,
          variant, counted)
        SELECT 1, 1, k.n, %3$s, CONCAT('voter-', k.n), 0, 1, %4$s, '', TRUE
        FROM (SELECT %2$s AS n FROM %1$s a CROSS JOIN %1$s b CROSS JOIN %1$s c CROSS JOIN %1$s d) k
        """
            .formatted(RowsRead.DIGITS, n, request, moment));
    database.execute(kind == Database.POSTGRES ? "ANALYZE vote_event" : "ANALYZE TABLE vote_event");
  }

  @EachDatabase
  void newestEntriesAreReadFromAnIndex(Database kind) throws SQLException {
    try (TestDatabase database = kind.fresh()) {
      VoteSchema.migrate(database.dataSource());
      JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
      ledger.open(1);
      Instant filled = Instant.now();
      fill(kind, database);
      List<String> newest =
          List.of("voter-9999", "voter-9998", "voter-9997", "voter-9996", "voter-9995");
      assertThat(ledger.records().history("posts", 5))
          .map(NewestEntriesTest::voter)
          .isEqualTo(newest);
      assertThat(ledger.records().history(POST, 5)).map(NewestEntriesTest::voter).isEqualTo(newest);
      assertThat(ledger.records().history(POST, 20_000)).hasSize(10_000);

      try (Connection connection = database.dataSource().getConnection()) {
        Dialect dialect = kind.dialect();
        Object moment = dialect.moment(Micros.of(filled.minusSeconds(10)));
        reads(kind, connection, NewestEntries.oldest(dialect), 0, "posts", "42", 49);
        reads(
            kind,
            connection,
            NewestEntries.SUBJECT.entries(dialect, true),
            0,
            "posts",
            "42",
            moment,
            50);
        reads(kind, connection, NewestEntries.POLL.since(dialect), "posts", moment, 50);
        reads(kind, connection, NewestEntries.POLL.entries(dialect, true), "posts", moment, 50);
      }
    }
  }

  private static void reads(Database kind, Connection connection, String sql, Object... parameters)
      throws SQLException {
    assertThat(RowsRead.by(kind, connection, sql.replaceAll(":\\w+", "?"), parameters))
        .as(sql)
        .isBetween(50L, 700L);
  }

  private static String voter(HistoryEntry entry) {
    return entry.voter().value();
  }
}
