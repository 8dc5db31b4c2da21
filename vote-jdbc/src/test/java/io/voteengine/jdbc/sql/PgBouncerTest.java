package io.voteengine.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.DatabaseServer;
import io.voteengine.jdbc.testing.OneVote;
import io.voteengine.jdbc.testing.PgBouncer;
import io.voteengine.jdbc.testing.TestDatabase;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ledger's messages about a PgBouncer that is not set up for it. */
@Tag("servers")
class PgBouncerTest {
  private static final DatabaseServer TRANSACTIONS = PgBouncer.database("transaction");

  @Test
  void transactionModeWithTheDriversPreparedStatementsIsRefused() {
    try (TestDatabase database = TestDatabase.wholePostgres(TRANSACTIONS, "prepareThreshold=0")) {
      VoteSchema.migrate(database.dataSource());
      LedgerWorkout.run(JdbcVoteLedger.over(database.dataSource()), "posts");
      try (JdbcVoteLedger ledger =
          JdbcVoteLedger.connect(
              TRANSACTIONS.url(), TRANSACTIONS.user(), TRANSACTIONS.password())) {
        assertThatThrownBy(() -> ledger.open(1))
            .isInstanceOf(VoteConfigurationException.class)
            .hasMessageContainingAll(
                "pool_mode = transaction", "add prepareThreshold=0 to the URL");
      }
    }
  }

  @Test
  void sessionModeNeedsNoOption() {
    try (TestDatabase database = TestDatabase.wholePostgres(PgBouncer.database("session"), "")) {
      VoteSchema.migrate(database.dataSource());
      LedgerWorkout.run(JdbcVoteLedger.over(database.dataSource()), "posts");
    }
  }

  /** Each open looks for the pooler with two connections. */
  @Test
  void ledgersThatOpenAtOnceShareAPoolOfTwoConnections() {
    try (TestDatabase database = TestDatabase.wholePostgres(PgBouncer.database("session"), "")) {
      VoteSchema.migrate(database.dataSource());
      HikariConfig config = OneVote.pool(database, 2);
      try (HikariDataSource two = new HikariDataSource(config)) {
        CompletableFuture.allOf(
                IntStream.range(0, 6)
                    .mapToObj(
                        i -> CompletableFuture.runAsync(() -> JdbcVoteLedger.over(two).open(1)))
                    .toArray(CompletableFuture[]::new))
            .join();
      }
    }
  }

  @Test
  void statementModeIsRefused() {
    refused(
        PgBouncer.database("statement"),
        "?prepareThreshold=0",
        "with pool_mode = session or transaction");
  }

  @Test
  void startUpParameterThatItDoesNotKnowIsNamed() {
    refused(TRANSACTIONS, "?currentSchema=votes", "ALTER ROLE");
  }

  private static void refused(DatabaseServer server, String options, String remedy) {
    try (JdbcVoteLedger ledger =
        JdbcVoteLedger.connect(server.url() + options, server.user(), server.password())) {
      assertThatThrownBy(() -> ledger.open(1))
          .isInstanceOf(VoteLedgerException.class)
          .hasMessageContaining(remedy);
    }
  }
}
