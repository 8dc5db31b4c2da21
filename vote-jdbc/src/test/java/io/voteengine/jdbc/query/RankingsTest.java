package io.voteengine.jdbc.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.sql.RowsRead;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.ranking.RankingFormulas;
import io.voteengine.util.Micros;
import java.sql.Connection;
import java.sql.SQLException;

/** The columns that databases compute, with values beyond what a test can vote. */
class RankingsTest {
  private static final long[] COUNTS = {
    0, 1, 2, 3, 90, 1_000, 1_000_000_007, 1_000_000_000_000L, 1L << 53, Long.MAX_VALUE
  };

  private static final long[] MOMENTS = {
    Long.MIN_VALUE, -1, 1, 1_134_028_003_000_000L, 1_700_000_000_123_457L, Long.MAX_VALUE
  };

  @EachDatabase
  void extremesAreRankedAsTheFormulasSay(Database kind) {
    try (TestDatabase database = migrated(kind)) {
      JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
      ledger.open(1);
      for (long moment : MOMENTS) {
        insert(database, moment);
        for (Ranking ranking : Ranking.values()) {
          for (RankedSubject ranked : ledger.records().top("posts", ranking, 1_000)) {
            double value =
                switch (ranking) {
                  case SCORE -> ranked.tally().score();
                  case WILSON -> RankingFormulas.wilson(ranked.tally());
                  case HOT -> RankingFormulas.hot(ranked.tally(), Micros.toInstant(moment));
                  case CONTROVERSY -> RankingFormulas.controversy(ranked.tally());
                };
            assertThat(ranked.value())
                .as("%s of %s at %s", ranking, ranked.tally(), moment)
                .isCloseTo(value, within(Math.abs(value) * 1e-12));
          }
        }
        database.execute("DELETE FROM vote_ranking");
      }
    }
  }

  private static void insert(TestDatabase database, long moment) {
    int n = 0;
    for (long up : COUNTS) {
      for (long down : COUNTS) {
        n++;
        database.execute(
            """
            INSERT INTO vote_ranking (tally, part, poll, subject, up, down, version, epoch, first_at)
            VALUES (%1$d, 0, 'posts', 's%1$d', %2$d, %3$d, 1, 1, %4$d)
            """
                .formatted(n, up, down, moment));
      }
    }
  }

  private static TestDatabase migrated(Database kind) {
    TestDatabase database = kind.fresh();
    VoteSchema.migrate(database.dataSource());
    return database;
  }

  @EachDatabase
  void topOfALargePollReadsNoMoreThanItReturns(Database kind) throws SQLException {
    try (TestDatabase database = migrated(kind)) {
      JdbcVoteLedger.over(database.dataSource()).open(4);
      // Very many are equal.
      fill(database, "MOD(k.n, 7)", "MOD(k.n, 11)");
      analyze(kind, database);
      try (Connection connection = database.dataSource().getConnection()) {
        for (Ranking ranking : Ranking.values()) {
          long read =
              RowsRead.by(
                  kind, connection, RankingColumns.query(kind.dialect(), ranking), "posts", 20);
          assertThat(read).as("%s", ranking).isBetween(20L, 100L);
        }
      }
    }
  }

  /** As many subjects as in the poll before, but only 20 have votes that were not retracted. */
  @EachDatabase
  void subjectsWithoutVotesTakeNoTime(Database kind) throws SQLException {
    try (TestDatabase database = migrated(kind)) {
      JdbcVoteLedger.over(database.dataSource()).open(4);
      fill(
          database, "CASE WHEN k.n < 20 THEN 1 ELSE 0 END", "CASE WHEN k.n < 20 THEN 3 ELSE 0 END");
      analyze(kind, database);
      try (Connection connection = database.dataSource().getConnection()) {
        for (Ranking ranking : Ranking.values()) {
          for (int limit : new int[] {20, 1_000}) {
            String query = RankingColumns.query(kind.dialect(), ranking);
            long read = RowsRead.by(kind, connection, query, "posts", limit);
            assertThat(read).as("%s, %s", ranking, limit).isBetween(20L, 100L);
          }
        }
      }
    }
  }

  private static void fill(TestDatabase database, String up, String down) {
    database.execute(
        """
        INSERT INTO vote_ranking (tally, part, poll, subject, up, down, version, epoch, first_at)
        SELECT k.n, MOD(k.n, 4), 'posts', CONCAT('subject-', k.n), %2$s, %3$s, 18, 1,
          1700000000000000 + MOD(k.n, 100)
        FROM (SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n AS n
          FROM %1$s a CROSS JOIN %1$s b CROSS JOIN %1$s c CROSS JOIN %1$s d) k
        """
            .formatted(RowsRead.DIGITS, up, down));
  }

  /** As the servers do by themselves from time to time. */
  private static void analyze(Database kind, TestDatabase database) {
    database.execute(
        kind == Database.POSTGRES ? "ANALYZE vote_ranking" : "ANALYZE TABLE vote_ranking");
  }
}
