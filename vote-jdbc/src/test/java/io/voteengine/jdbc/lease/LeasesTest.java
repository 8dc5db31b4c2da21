package io.voteengine.jdbc.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.ledger.LedgerLeases;
import io.voteengine.spi.ledger.NodeShare;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases together with other work in the database. */
class LeasesTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final UUID ADA = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);

  @EachDatabase
  void nodeFrozenWhileTakingPartitionsBlocksOnlyThose(Database kind) throws SQLException {
    try (TestDatabase database = kind.fresh();
        JdbcVoteLedger ledger = opened(database);
        Connection standing = database.dataSource().getConnection()) {
      execute(standing, "UPDATE vote_lease SET node = NULL WHERE part IN (0, 1)");
      assertThat(ledger.leases().renew(ADA, LONG)).isEqualTo(new NodeShare(Set.of(2, 3), 1));
      standing.rollback();
      assertThat(ledger.leases().renew(ADA, LONG)).isEqualTo(new NodeShare(Set.of(0, 1, 2, 3), 1));
    }
  }

  @EachDatabase
  void leasesWaitForNobodyWhoWritesVotes(Database kind) throws SQLException {
    try (TestDatabase database = kind.fresh();
        JdbcVoteLedger ledger = opened(database);
        Connection writing = database.dataSource().getConnection()) {
      execute(writing, "UPDATE vote_partition SET seq = seq");
      LedgerLeases leases = ledger.leases();
      leases.renew(ADA, LONG);
      leases.renew(BOB, LONG);
      assertThat(leases.renew(ADA, LONG).partitions()).hasSize(2);
      assertThat(leases.renew(BOB, LONG).partitions()).hasSize(2);
      leases.release(ADA);
      assertThat(leases.owners().values()).containsOnly(BOB);
      writing.rollback();
    }
  }

  @EachDatabase
  void nodesThatAreLongDeadAreForgotten(Database kind) throws SQLException {
    try (TestDatabase database = kind.fresh();
        JdbcVoteLedger ledger = opened(database)) {
      ledger.leases().renew(ADA, LONG);
      database.execute("UPDATE vote_node SET until_at = '2001-01-01 00:00:00'");
      ledger.leases().renew(BOB, LONG);
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement();
          var rows = statement.executeQuery("SELECT count(*) FROM vote_node")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(1);
      }
    }
  }

  /** A single process needs no leases, and an idle application should not write. */
  @Test
  void fileBelongsToOneNode(@TempDir Path folder) {
    try (JdbcVoteLedger ledger = JdbcVoteLedger.file(folder.resolve("votes"))) {
      ledger.open(4);
      LedgerLeases leases = ledger.leases();
      assertThat(leases.owners()).isEmpty();
      assertThat(leases.renew(ADA, LONG)).isEqualTo(new NodeShare(Set.of(0, 1, 2, 3), 1));
      assertThat(leases.owners()).hasSize(4).containsValue(ADA);
      leases.release(ADA);
      assertThat(leases.owners()).isEmpty();
    }
  }

  /** H2 lets one process open a file twice. */
  @Test
  void fileBelongsToOneStore(@TempDir Path folder) {
    try (JdbcVoteLedger one = JdbcVoteLedger.file(folder.resolve("votes"));
        JdbcVoteLedger other = JdbcVoteLedger.file(folder.resolve("votes"))) {
      one.open(4);
      other.open(4);
      assertThat(one.leases().claim(ADA, "in ada's memory", LONG)).isZero();
      assertThat(one.leases().claim(ADA, "in ada's memory", LONG)).isZero();
      assertThat(other.leases().claim(BOB, "in bob's memory", LONG)).isPositive();
      one.leases().release(ADA);
      assertThat(other.leases().claim(BOB, "in bob's memory", LONG)).isZero();
      other.leases().release(BOB);
    }
  }

  private static JdbcVoteLedger opened(TestDatabase database) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(4);
    return ledger;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
