package io.voteengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.SubjectId;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.TestDatabase;
import java.time.Duration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** How ledgers are created, and their messages when they cannot work. */
class JdbcVoteLedgerTest {
  @Test
  void ledgersInMemoryAreApart() {
    try (JdbcVoteLedger one = JdbcVoteLedger.memory();
        JdbcVoteLedger other = JdbcVoteLedger.memory()) {
      one.open(2);
      other.open(4);
      assertThat(one.positions()).hasSize(2);
      assertThat(other.positions()).hasSize(4);
    }
  }

  @Test
  void ledgerNeverClosesTheHostsPool() {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcVoteLedger.over(database.dataSource()).close();
      assertThat(((HikariDataSource) database.dataSource()).isClosed()).isFalse();
    }
  }

  @EachDatabase(except = Database.H2)
  void connectedLedgerHasAPoolOfItsOwn(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      VoteSchema.migrate(database.dataSource());
      JdbcVoteLedger ledger =
          JdbcVoteLedger.connect(database.url(), database.user(), database.password());
      ledger.open(2);
      assertThat(ledger.positions()).hasSize(2);
      ledger.close();
      assertThatThrownBy(ledger::positions).isInstanceOf(VoteLedgerException.class);
    }
  }

  @Test
  void unreachableDatabaseIsNamedAsSuch() {
    assertThatThrownBy(
            () ->
                JdbcVoteLedger.connect(
                        "jdbc:postgresql://127.0.0.1:1/votes?connectTimeout=1", "ada", "secret")
                    .open(1))
        .isInstanceOf(VoteLedgerException.class)
        .hasMessageContaining("cannot be reached")
        .hasMessageNotContaining("secret");
  }

  @Test
  void wrongPasswordIsNamedAsSuch() {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcDataSource wrong = new JdbcDataSource();
      wrong.setURL(database.url());
      wrong.setUser("sa");
      wrong.setPassword("wrong");
      assertThatThrownBy(() -> JdbcVoteLedger.over(wrong).open(1))
          .isInstanceOf(VoteLedgerException.class)
          .hasMessageContaining("user or password");
    }
  }

  @Test
  void missingRightIsNamedAsSuch() {
    try (TestDatabase database = TestDatabase.h2()) {
      VoteSchema.migrate(database.dataSource());
      database.execute("CREATE USER guest PASSWORD 'guest'");
      database.execute("GRANT ALL ON SCHEMA public TO guest");
      JdbcDataSource guest = new JdbcDataSource();
      guest.setURL(database.url());
      guest.setUser("guest");
      guest.setPassword("guest");
      assertThatThrownBy(() -> JdbcVoteLedger.over(guest).open(1))
          .isInstanceOf(VoteLedgerException.class)
          .hasMessageContaining("ADMIN");
    }
  }

  @Test
  void databaseIsNamedWhenTheLedgerIsRefusedLate() {
    try (TestDatabase database = TestDatabase.h2()) {
      VoteSchema.migrate(database.dataSource());
      JdbcVoteLedger.over(database.dataSource()).open(2);
      JdbcVoteLedger refused = JdbcVoteLedger.over(database.dataSource());
      assertThat(refused).hasToString("a database that is not open");
      assertThatThrownBy(() -> refused.open(4)).isInstanceOf(VoteConfigurationException.class);
      assertThat(refused.toString()).startsWith("H2 2.");
    }
  }

  @Test
  void missingDriverIsNamedWithItsCoordinatesAndWithoutThePassword() {
    assertThatThrownBy(
            () -> JdbcVoteLedger.connect("jdbc:nosuch://db/votes?password=secret", "ada", "secret"))
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContainingAll("jdbc:nosuch:", "org.postgresql:postgresql", "com.h2database:h2")
        .hasMessageNotContaining("secret");
  }

  @Test
  void ledgerThatIsNotOpenSaysSo() {
    try (JdbcVoteLedger ledger = JdbcVoteLedger.memory()) {
      assertThatThrownBy(() -> ledger.records().history(SubjectId.of("posts", "42"), 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("open(partitions)");
    }
  }

  @Test
  void timeoutOutOfRangeIsRefused() {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcVoteLedgerBuilder builder = JdbcVoteLedger.builder(database.dataSource());
      assertThatThrownBy(() -> builder.statementTimeout(Duration.ZERO))
          .hasMessageContaining("statementTimeout");
      assertThatThrownBy(() -> builder.auditTimeout(Duration.ofDays(2)))
          .hasMessageContaining("auditTimeout");
    }
  }
}
