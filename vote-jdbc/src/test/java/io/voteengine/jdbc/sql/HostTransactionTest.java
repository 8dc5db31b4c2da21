package io.voteengine.jdbc.sql;

import static io.voteengine.jdbc.testing.OneVote.START;
import static io.voteengine.jdbc.testing.OneVote.TERM;
import static io.voteengine.jdbc.testing.OneVote.VOTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.VoteConfigurationException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.FaultyDataSource;
import io.voteengine.jdbc.testing.OneVote;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.Term;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.IsolationLevelDataSourceRouter;
import org.springframework.transaction.support.TransactionTemplate;

/** A call of the ledger in the middle of a transaction of the host. */
class HostTransactionTest {
  @EachDatabase(
      rows = {
        "H2, true", "H2, false", "POSTGRES, true", "POSTGRES, false",
        "MARIADB, true", "MARIADB, false", "MYSQL, true", "MYSQL, false"
      })
  void springsProxiesAreLookedThrough(Database kind, boolean autoCommit) {
    for (UnaryOperator<DataSource> proxy :
        List.<UnaryOperator<DataSource>>of(
            TransactionAwareDataSourceProxy::new,
            LazyConnectionDataSourceProxy::new,
            pool -> new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(pool)))) {
      inHostsTransaction(
          kind,
          autoCommit,
          proxy,
          ledger -> assertThat(ledger.apply(START, VOTE)).isInstanceOf(Applied.class),
          1);
    }
  }

  /** As other frameworks share a transaction's connection, which no name reveals. */
  @EachDatabase(
      rows = {
        "H2, true", "H2, false", "POSTGRES, true", "POSTGRES, false",
        "MARIADB, true", "MARIADB, false", "MYSQL, true", "MYSQL, false"
      })
  void workOfAnUnknownProxysTransactionIsLeftAlone(Database kind, boolean autoCommit) {
    inHostsTransaction(
        kind,
        autoCommit,
        pool -> hidden(new TransactionAwareDataSourceProxy(pool)),
        ledger ->
            assertThatThrownBy(() -> ledger.apply(START, VOTE))
                .isInstanceOf(VoteConfigurationException.class)
                .hasMessageContainingAll("somebody else has begun", "the pool itself"),
        0);
  }

  private static DataSource hidden(DataSource source) {
    return FaultyDataSource.before(source, "none", argument -> false, connection -> {});
  }

  private static void inHostsTransaction(
      Database kind,
      boolean autoCommit,
      UnaryOperator<DataSource> proxy,
      Consumer<JdbcVoteLedger> call,
      int votes) {
    try (TestDatabase database = kind.fresh();
        HikariDataSource pool = pool(database, autoCommit)) {
      serve(database);
      database.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY)");
      JdbcVoteLedger ledger = JdbcVoteLedger.over(proxy.apply(pool));
      JdbcTemplate host = new JdbcTemplate(pool);
      TransactionTemplate transaction =
          new TransactionTemplate(new DataSourceTransactionManager(pool));
      transaction.executeWithoutResult(
          status -> {
            host.update("INSERT INTO orders VALUES (1)");
            call.accept(ledger);
            host.update("INSERT INTO orders VALUES (2)");
          });
      transaction.executeWithoutResult(
          status -> {
            host.update("INSERT INTO orders VALUES (3)");
            status.setRollbackOnly();
          });
      assertThat(host.queryForList("SELECT id FROM orders ORDER BY id", Integer.class))
          .containsExactly(1, 2);
      assertThat(JdbcVoteLedger.over(database.dataSource()).position(0).seq()).isEqualTo(votes);
    }
  }

  @Test
  void readsOfAHostsTransactionAreLeftAloneToo() {
    try (TestDatabase database = TestDatabase.postgres();
        HikariDataSource pool = pool(database, false)) {
      serve(database);
      JdbcVoteLedger ledger =
          JdbcVoteLedger.over(hidden(new TransactionAwareDataSourceProxy(pool)));
      new TransactionTemplate(new DataSourceTransactionManager(pool))
          .executeWithoutResult(
              status -> {
                new JdbcTemplate(pool).queryForList("SELECT * FROM vote_partition");
                assertThatThrownBy(() -> ledger.position(0))
                    .isInstanceOf(VoteConfigurationException.class);
              });
      assertThat(ledger.position(0)).isEqualTo(START);
    }
  }

  @Test
  void proxyThatCannotBeUsedIsRefusedAtOnce() {
    try (TestDatabase database = TestDatabase.h2()) {
      DataSource pool = database.dataSource();
      IsolationLevelDataSourceRouter router = new IsolationLevelDataSourceRouter();
      router.setTargetDataSources(Map.of());
      router.setDefaultTargetDataSource(pool);
      refused(router, "the data source of one database");
      refused(new LazyConnectionDataSourceProxy(router), "the data source of one database");
      refused(new SingleConnectionDataSource(), "give the ledger a pool");
      refused(
          new DelegatingDataSource(new TransactionAwareDataSourceProxy(pool)), "the pool itself");
      assertThat(JdbcVoteLedger.over(new DelegatingDataSource(pool))).isNotNull();
    }
  }

  private static void refused(DataSource source, String remedy) {
    assertThatThrownBy(() -> JdbcVoteLedger.over(source))
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContaining(remedy);
    assertThatThrownBy(() -> VoteSchema.migrate(source))
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContaining(remedy);
  }

  /** What the pool does to prepare or test a connection begins a transaction. */
  @EachDatabase(
      rows = {
        "POSTGRES, schema",
        "POSTGRES, connectionInitSql",
        "POSTGRES, connectionTestQuery",
        "H2, connectionTestQuery",
        "MARIADB, connectionTestQuery",
        "MYSQL, connectionTestQuery"
      })
  void whatAPoolPreparesWithoutAutoCommitStays(Database kind, String setting) throws Exception {
    try (TestDatabase database = kind.fresh()) {
      serve(database);
      HikariConfig config = config(database, false);
      String schema = database.url().replaceFirst("^.*currentSchema=", "");
      switch (setting) {
        case "schema" -> {
          config.setJdbcUrl(database.url().replaceFirst("[?&]currentSchema=.*", ""));
          config.setSchema(schema);
        }
        case "connectionInitSql" -> {
          config.setJdbcUrl(database.url().replaceFirst("[?&]currentSchema=.*", ""));
          config.setConnectionInitSql("SET search_path = " + schema);
        }
        default -> {
          config.setConnectionTestQuery("SELECT 1");
          if (kind == Database.POSTGRES) {
            config.addDataSourceProperty(
                "options", "-c default_transaction_isolation=serializable");
          }
        }
      }
      try (HikariDataSource pool = new HikariDataSource(config)) {
        JdbcVoteLedger ledger = JdbcVoteLedger.over(pool);
        ledger.open(1);
        // The pool tests connections that were idle for half a second.
        long idle = System.nanoTime() + 600_000_000;
        while (System.nanoTime() < idle) {
          Thread.onSpinWait();
        }
        assertThat(ledger.apply(START, VOTE)).isInstanceOf(Applied.class);
        assertThat(ledger.records().audit("posts").exact()).isTrue();
        try (Connection connection = pool.getConnection()) {
          assertThat(connection.getAutoCommit()).isFalse();
        }
        JdbcVoteLedger.over(pool).open(1);
      }
    }
  }

  private static void serve(TestDatabase database) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(1);
    assertThat(ledger.recover(new Term(0, 0, null), List.of(), TERM)).isTrue();
  }

  private static HikariDataSource pool(TestDatabase database, boolean autoCommit) {
    return new HikariDataSource(config(database, autoCommit));
  }

  private static HikariConfig config(TestDatabase database, boolean autoCommit) {
    HikariConfig config = OneVote.pool(database, 2);
    config.setAutoCommit(autoCommit);
    return config;
  }
}
