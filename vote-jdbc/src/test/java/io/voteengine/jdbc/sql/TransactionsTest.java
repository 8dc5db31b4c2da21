package io.voteengine.jdbc.sql;

import static io.voteengine.jdbc.testing.OneVote.START;
import static io.voteengine.jdbc.testing.OneVote.VOTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.FaultyDataSource;
import io.voteengine.jdbc.testing.OneVote;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.OutcomeUnknownException;
import io.voteengine.spi.journal.ApplyResult;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE vote_partition",
        "vote_poll",
        "FROM vote\n",
        "vote_write",
        "INSERT INTO vote_tally",
        "INSERT INTO vote_event",
        ""
      })
  void errorThatSomebodySwallowedIsNoSuccess(String statement) {
    try (TestDatabase database = TestDatabase.postgres()) {
      OneVote.serve(database);
      String method = statement.isEmpty() ? "commit" : "prepareStatement";
      DataSource swallowing =
          FaultyDataSource.before(
              database.dataSource(),
              method,
              sql -> sql.contains(statement),
              TransactionsTest::spoil);
      assertThatThrownBy(() -> JdbcVoteLedger.over(swallowing).apply(START, VOTE))
          .isInstanceOf(VoteLedgerException.class);
      JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
      assertThat(ledger.position(0)).isEqualTo(START);
      assertThat(ledger.apply(START, VOTE)).isInstanceOf(ApplyResult.Applied.class);
    }
  }

  private static void spoil(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1 / 0");
    } catch (SQLException swallowed) {
      // This is the fault.
    }
  }

  @EachDatabase
  void lostAnswerToACommitIsNotTakenForAFailure(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      OneVote.serve(database);
      DataSource cut =
          FaultyDataSource.after(
              database.dataSource(),
              "commit",
              FaultyDataSource.failure("connection reset", "08006"));
      assertAppliedUnknowingly(cut, database);
    }
  }

  /** The vote is applied once, and its caller learns that the outcome is unknown. */
  private static void assertAppliedUnknowingly(DataSource cut, TestDatabase database) {
    assertThatThrownBy(() -> JdbcVoteLedger.over(cut).apply(START, VOTE))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("not known");
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    assertThat(ledger.position(0)).isEqualTo(OneVote.AFTER);
    assertThat(ledger.apply(START, VOTE)).isEqualTo(ApplyResult.Refused.FENCED);
    assertThat(ledger.records().audit("posts").exact()).isTrue();
  }

  @EachDatabase
  void commitThatWasNoneIsNotTakenForSuccess(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      OneVote.serve(database);
      DataSource lying =
          FaultyDataSource.before(
              database.dataSource(), "commit", any -> true, Connection::rollback);
      assertThatThrownBy(() -> JdbcVoteLedger.over(lying).apply(START, VOTE))
          .isInstanceOf(OutcomeUnknownException.class);
      JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
      assertThat(ledger.position(0)).isEqualTo(START);
      assertThat(ledger.apply(START, VOTE)).isInstanceOf(ApplyResult.Applied.class);
    }
  }

  @EachDatabase
  void connectionThatCannotBeHandedBackIsNoFailure(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      OneVote.serve(database);
      DataSource cut =
          FaultyDataSource.after(
              database.dataSource(),
              "close",
              FaultyDataSource.failure("connection reset", "40001"));
      JdbcVoteLedger ledger = JdbcVoteLedger.over(cut);
      assertThat(ledger.apply(START, VOTE)).isInstanceOf(ApplyResult.Applied.class);
      assertThat(ledger.position(0)).isEqualTo(OneVote.AFTER);
    }
  }

  /** As after a failover, when the former primary runs on as a replica. */
  @EachDatabase(except = Database.H2)
  void connectionsThatHaveBecomeReadOnlyAreReplaced(Database kind) throws SQLException {
    try (TestDatabase database = kind.fresh()) {
      OneVote.serve(database);
      HikariConfig config = OneVote.pool(database, 5);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        JdbcVoteLedger ledger = JdbcVoteLedger.over(pool);
        ledger.open(1);
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          all.add(pool.getConnection());
        }
        for (Connection connection : all) {
          try (connection;
              Statement statement = connection.createStatement()) {
            statement.execute(kind.readOnly());
          }
        }
        assertThat(ledger.apply(START, VOTE)).isInstanceOf(ApplyResult.Applied.class);
        assertThat(ledger.position(0)).isEqualTo(OneVote.AFTER);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      }
    }
  }

  @EachDatabase(
      rows = {
        "H2, 08006",
        "H2, 40001",
        "POSTGRES, 08006",
        "POSTGRES, 40001",
        "MARIADB, 40001",
        "MYSQL, 40001"
      })
  void commitThatCannotBeConfirmedIsNeitherRepeatedNorDenied(Database kind, String state) {
    try (TestDatabase database = kind.fresh()) {
      OneVote.serve(database);
      AtomicBoolean committed = new AtomicBoolean();
      DataSource seen =
          FaultyDataSource.after(
              database.dataSource(), "commit", connection -> committed.set(true));
      DataSource cut =
          FaultyDataSource.before(
              seen,
              "prepareStatement",
              sql -> committed.get() && sql.contains("FROM vote_partition"),
              FaultyDataSource.failure("cut", state));
      assertAppliedUnknowingly(cut, database);
    }
  }

  @EachDatabase(rows = {"H2, 40001", "POSTGRES, 40001", "POSTGRES, 40P01", "MARIADB, 40001"})
  void transactionThatLostAgainstAnotherIsTriedAgain(Database kind, String state) {
    try (TestDatabase database = kind.fresh()) {
      OneVote.serve(database);
      AtomicInteger losses = new AtomicInteger(12);
      DataSource contended =
          FaultyDataSource.before(
              database.dataSource(),
              "prepareStatement",
              sql -> sql.contains("vote_event"),
              connection -> {
                if (losses.getAndDecrement() > 0) {
                  throw new SQLException("lost", state);
                }
              });
      JdbcVoteLedger ledger = JdbcVoteLedger.over(contended);
      assertThat(ledger.apply(START, VOTE)).isInstanceOf(ApplyResult.Applied.class);
      assertThat(ledger.records().audit("posts").exact()).isTrue();
    }
  }

  /** Its caller is told meanwhile that the outcome is unknown. */
  @EachDatabase
  void voteThatLosesIsNotTriedAgainAfterItsDeadline(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      OneVote.serve(database).polls().define(Poll.named("posts"));
      AtomicBoolean contending = new AtomicBoolean();
      AtomicInteger attempts = new AtomicInteger();
      DataSource contended =
          FaultyDataSource.before(
              database.dataSource(),
              "prepareStatement",
              sql -> contending.get() && sql.contains("vote_partition"),
              connection -> {
                attempts.incrementAndGet();
                throw new SQLException("lost", "40001");
              });
      CastCommand vote =
          CastCommand.first(
              VoterId.of("ada"),
              SubjectId.of("posts", "42"),
              Choice.UP,
              false,
              RequestId.named("r"),
              0,
              0,
              null,
              true);
      JdbcVoteLedger ledger = JdbcVoteLedger.over(contended);
      ledger.open(1);
      contending.set(true);
      assertThatThrownBy(() -> ledger.cast(0, List.of(vote), Deadline.in(Duration.ZERO)))
          .isInstanceOf(VoteLedgerException.class)
          .hasMessageContaining("nothing was committed");
      assertThat(attempts).hasValue(1);
    }
  }

  @EachDatabase
  void transactionThatLosesForEverIsGivenUp(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      OneVote.serve(database);
      DataSource contended =
          FaultyDataSource.before(
              database.dataSource(),
              "prepareStatement",
              sql -> sql.contains("vote_event"),
              FaultyDataSource.failure("lost", "40001"));
      JdbcVoteLedger ledger =
          JdbcVoteLedger.builder(contended).statementTimeout(Duration.ofMillis(300)).build();
      assertThatThrownBy(() -> ledger.apply(START, VOTE))
          .isInstanceOf(VoteLedgerException.class)
          .hasMessageContainingAll("apply events", "nothing was committed", "40001");
    }
  }

  @EachDatabase(
      rows = {
        "H2, true",
        "H2, false",
        "POSTGRES, true",
        "POSTGRES, false",
        "MARIADB, true",
        "MARIADB, false",
        "MYSQL, true",
        "MYSQL, false"
      })
  void connectionGoesBackAsItCame(Database kind, boolean autoCommit) throws SQLException {
    try (TestDatabase database = kind.fresh()) {
      OneVote.serve(database);
      HikariConfig config = OneVote.pool(database, 1);
      config.setAutoCommit(autoCommit);
      config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
      try (HikariDataSource pool = new HikariDataSource(config)) {
        String settings;
        try (Connection connection = pool.getConnection()) {
          settings = text(connection, kind.settings());
        }
        JdbcVoteLedger ledger = JdbcVoteLedger.over(pool);
        ledger.open(1);
        assertThat(ledger.apply(START, VOTE)).isInstanceOf(ApplyResult.Applied.class);
        assertThat(ledger.apply(START, VOTE)).isEqualTo(ApplyResult.Refused.FENCED);
        assertThat(ledger.records().audit("posts").exact()).isTrue();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        try (Connection connection = pool.getConnection()) {
          assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
          assertThat(connection.getTransactionIsolation())
              .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
          assertThat(text(connection, kind.settings())).isEqualTo(settings);
        }
      }
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @EachDatabase
  void statementThatWaitsTooLongIsEnded(Database kind) throws SQLException {
    try (TestDatabase database = kind.fresh()) {
      OneVote.serve(database);
      try (Connection holder = database.dataSource().getConnection();
          Statement statement = holder.createStatement()) {
        holder.setAutoCommit(false);
        statement.execute("UPDATE vote_partition SET seq = seq");
        JdbcVoteLedger ledger =
            JdbcVoteLedger.builder(database.dataSource())
                .statementTimeout(Duration.ofMillis(300))
                .build();
        assertThatThrownBy(() -> ledger.apply(START, VOTE))
            .isInstanceOf(VoteLedgerException.class)
            .hasMessageContainingAll("nothing was committed", "statementTimeout");
        holder.rollback();
        assertThat(ledger.apply(START, VOTE)).isInstanceOf(ApplyResult.Applied.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "on"})
  void commitWaitsForTheDiskWhateverTheSessionSays(String setting) {
    try (TestDatabase database = TestDatabase.postgres()) {
      OneVote.serve(database);
      StringBuilder seen = new StringBuilder();
      DataSource lax =
          FaultyDataSource.before(
              database.dataSource(),
              "commit",
              sql -> true,
              connection -> seen.append(text(connection, "SHOW synchronous_commit")));
      HikariConfig config = new HikariConfig();
      config.setDataSource(lax);
      config.setConnectionInitSql("SET synchronous_commit = " + setting);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        assertThat(JdbcVoteLedger.over(pool).apply(START, VOTE))
            .isInstanceOf(ApplyResult.Applied.class);
      }
      assertThat(seen.toString()).endsWith("on").doesNotContain("off");
    }
  }
}
