package io.voteengine.jdbc.faults;

import static io.voteengine.jdbc.testing.OneVote.START;
import static io.voteengine.jdbc.testing.OneVote.TERM;
import static io.voteengine.jdbc.testing.OneVote.VOTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.Guest;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.Term;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Each failure is one exception that names cause and remedy, and leaves nothing half done. */
class BrokenDatabaseTest {
  @EachDatabase(except = Database.H2)
  void wrongAddress(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      String nobodyListens = database.url().replaceFirst(":\\d+/", ":1/");
      refused(nobodyListens, database.user(), "cannot be reached", "address");
    }
  }

  @EachDatabase
  void wrongUserOrPassword(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      refused(database.url(), "nobody", "user or password");
    }
  }

  @EachDatabase(except = Database.H2)
  void wrongDatabase(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      String missing = database.url().replaceFirst("(:\\d+/)\\w+", "$1no_such_votes");
      HikariConfig config = config(missing, database.user());
      config.setPassword(database.password());
      try (HikariDataSource pool = new HikariDataSource(config)) {
        refused(pool, "no such database", "correct the URL");
      }
    }
  }

  private static void refused(String url, String user, String... words) {
    try (HikariDataSource pool = new HikariDataSource(config(url, user))) {
      refused(pool, words);
    }
  }

  private static void refused(HikariDataSource pool, String... words) {
    assertThatThrownBy(() -> JdbcVoteLedger.over(pool).open(1))
        .isInstanceOf(VoteLedgerException.class)
        .hasMessageContaining("could not check its schema: nothing was committed")
        .hasMessageContainingAll(words)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> VoteSchema.migrate(pool))
        .isInstanceOf(VoteLedgerException.class)
        .hasMessageContainingAll(words);
  }

  private static HikariConfig config(String url, String user) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword("secret");
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(1_000);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  @EachDatabase
  void poolWithoutAConnectionToSpare(Database kind) throws SQLException {
    try (TestDatabase database = kind.fresh()) {
      serve(database);
      HikariConfig config = config(database.url(), database.user());
      config.setPassword(database.password());
      try (HikariDataSource pool = new HikariDataSource(config)) {
        JdbcVoteLedger ledger = JdbcVoteLedger.over(pool);
        try (Connection kept = pool.getConnection()) {
          assertThat(kept.isValid(1)).isTrue();
          assertThatThrownBy(() -> ledger.apply(START, VOTE))
              .isInstanceOf(VoteLedgerException.class)
              .hasMessageContainingAll("nothing was committed", "of the pool", "make it larger");
        }
        assertUntouchedAndUsable(ledger);
      }
    }
  }

  @EachDatabase(except = Database.H2)
  void userWithoutTheRightToWrite(Database kind) {
    try (TestDatabase database = kind.fresh();
        Guest guest = Guest.on(kind, database)) {
      guest.may("SELECT");
      try (HikariDataSource pool = guest.pool()) {
        assertThatThrownBy(() -> VoteSchema.migrate(pool))
            .isInstanceOf(VoteLedgerException.class)
            .hasMessageContainingAll("migrate its schema", "lacks a right", "CREATE");
        serve(database);
        guest.may("SELECT");
        JdbcVoteLedger ledger = JdbcVoteLedger.over(pool);
        assertThatThrownBy(() -> ledger.apply(START, VOTE))
            .isInstanceOf(VoteLedgerException.class)
            .hasMessageContainingAll("nothing was committed", "lacks a right", "grant SELECT");
      }
      // MySQL's connections keep the rights that they had.
      guest.may("SELECT, INSERT, UPDATE, DELETE");
      try (HikariDataSource pool = guest.pool()) {
        assertUntouchedAndUsable(JdbcVoteLedger.over(pool));
      }
    }
  }

  @EachDatabase(except = Database.H2)
  void sessionThatMayNotWrite(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      serve(database);
      HikariConfig config = config(database.url(), database.user());
      config.setPassword(database.password());
      config.setConnectionInitSql(kind.readOnly());
      try (HikariDataSource pool = new HikariDataSource(config)) {
        assertThatThrownBy(() -> JdbcVoteLedger.over(pool).apply(START, VOTE))
            .isInstanceOf(VoteLedgerException.class)
            .hasMessageContainingAll("nothing was committed", "read-only", "primary");
      }
      assertUntouchedAndUsable(JdbcVoteLedger.over(database.dataSource()));
    }
  }

  @Tag("servers")
  @EachDatabase({Database.MARIADB, Database.MYSQL})
  void serverThatIsAReplica(Database kind) {
    try (TestDatabase database = kind.fresh();
        Guest guest = Guest.on(kind, database)) {
      serve(database);
      guest.may("SELECT, INSERT, UPDATE, DELETE");
      try (HikariDataSource pool = guest.pool()) {
        JdbcVoteLedger ledger = JdbcVoteLedger.over(pool);
        database.execute("SET GLOBAL read_only = ON");
        try {
          assertThatThrownBy(() -> ledger.apply(START, VOTE))
              .isInstanceOf(VoteLedgerException.class)
              .hasMessageContainingAll("nothing was committed", "read-only", "primary");
        } finally {
          database.execute("SET GLOBAL read_only = OFF");
        }
        assertUntouchedAndUsable(ledger);
      }
    }
  }

  private static void serve(TestDatabase database) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(1);
    assertThat(ledger.recover(new Term(0, 0, null), List.of(), TERM)).isTrue();
  }

  private static void assertUntouchedAndUsable(JdbcVoteLedger ledger) throws VoteException {
    assertThat(ledger.position(0)).isEqualTo(START);
    assertThat(ledger.records().audit("posts").subjects()).isZero();
    assertThat(ledger.apply(START, VOTE)).isInstanceOf(Applied.class);
    assertThat(ledger.records().audit("posts").exact()).isTrue();
  }
}
