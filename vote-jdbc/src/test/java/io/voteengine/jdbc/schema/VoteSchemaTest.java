package io.voteengine.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.VoteConfigurationException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.sql.Dialect;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.FaultyDataSource;
import io.voteengine.jdbc.testing.OneVote;
import io.voteengine.jdbc.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;

class VoteSchemaTest {
  private static final int NODES = 6;

  @EachDatabase
  void migratedSchemaIsValidAlsoAfterASecondMigration(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      VoteSchema.migrate(database.dataSource());
      VoteSchema.validate(database.dataSource());
      VoteSchema.migrate(database.dataSource());
      VoteSchema.validate(database.dataSource());
    }
  }

  @EachDatabase
  void nodesThatStartAtOnceMigrateOnceAndAllOpen(Database kind) throws Exception {
    try (TestDatabase database = kind.fresh()) {
      startAtOnce(database);
      VoteSchema.validate(database.dataSource());
    }
  }

  /** Each has connections of its own, and none starts before all are ready. */
  private static void startAtOnce(TestDatabase database) throws Exception {
    CyclicBarrier ready = new CyclicBarrier(NODES);
    ExecutorService threads = Executors.newFixedThreadPool(NODES);
    try {
      List<Future<Integer>> nodes =
          IntStream.range(0, NODES)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            ready.await();
                            return start(database);
                          }))
              .toList();
      for (Future<Integer> node : nodes) {
        assertThat(node.get()).isEqualTo(16);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static int start(TestDatabase database) {
    HikariConfig config = OneVote.pool(database, 1);
    try (HikariDataSource pool = new HikariDataSource(config);
        JdbcVoteLedger ledger = JdbcVoteLedger.over(pool)) {
      VoteSchema.migrate(pool);
      ledger.open(16);
      return ledger.positions().size();
    }
  }

  @EachDatabase
  void missingSchemaIsRefusedAlsoByOpen(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      refused(database, "is missing", "VoteSchema.migrate", "V001__ledger.sql");
      assertThatThrownBy(() -> JdbcVoteLedger.over(database.dataSource()).open(4))
          .isInstanceOf(VoteConfigurationException.class);
    }
  }

  @EachDatabase
  void copyOfADatabaseGetsItsOwnIdentity(Database kind) {
    try (TestDatabase database = migrated(kind)) {
      UUID original = identity(database);
      assertThat(identity(database)).isEqualTo(original);
      UUID renewed = VoteSchema.renewIdentity(database.dataSource());
      assertThat(renewed).isNotEqualTo(original);
      assertThat(identity(database)).isEqualTo(renewed);
      VoteSchema.migrate(database.dataSource());
      assertThat(identity(database)).isEqualTo(renewed);
    }
  }

  @EachDatabase
  void ledgerWithoutItsIdentityIsRefused(Database kind) {
    try (TestDatabase database = migrated(kind)) {
      database.execute("DELETE FROM vote_ledger");
      assertThatThrownBy(() -> identity(database))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContainingAll("vote_ledger", "renewIdentity");
      UUID renewed = VoteSchema.renewIdentity(database.dataSource());
      assertThat(identity(database)).isEqualTo(renewed);
    }
  }

  private static UUID identity(TestDatabase database) {
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(4);
    return ledger.identity();
  }

  @EachDatabase
  void newerSchemaIsRefusedAndNotTouched(Database kind) {
    try (TestDatabase database = migrated(kind)) {
      database.execute(
          "INSERT INTO vote_schema_history (version, description, installed_at)"
              + " VALUES (999, 'later', CURRENT_TIMESTAMP)");
      refused(database, "version 999", "newer VoteEngine");
      assertThatThrownBy(() -> VoteSchema.migrate(database.dataSource()))
          .hasMessageContaining("newer VoteEngine");
    }
  }

  @EachDatabase
  void schemaThatLostATableIsRefusedAndNotTouched(Database kind) {
    try (TestDatabase database = migrated(kind)) {
      database.execute("DROP TABLE vote_tally");
      refused(database, "is incomplete", "vote_tally");
      assertThatThrownBy(() -> VoteSchema.migrate(database.dataSource()))
          .hasMessageContaining("vote_tally");
    }
  }

  @EachDatabase
  void schemaWithoutItsHistoryIsRefused(Database kind) {
    try (TestDatabase database = migrated(kind)) {
      database.execute("DROP TABLE vote_schema_history");
      refused(database, "is incomplete", "vote_event");
    }
  }

  @EachDatabase
  void schemaMadeByAnotherScriptIsRefused(Database kind) {
    try (TestDatabase database = migrated(kind)) {
      database.execute("UPDATE vote_schema_history SET checksum = 'other'");
      refused(database, "another", "V001__ledger.sql");
    }
  }

  @EachDatabase
  void olderSchemaIsRefused(Database kind) {
    try (TestDatabase database = migrated(kind)) {
      Dialect dialect = kind.dialect();
      Migration next = new Migration(2, "V002__later.sql", "CREATE TABLE vote_later (a INTEGER)");
      SchemaState found =
          new Transactions(database.dataSource(), Duration.ofSeconds(10))
              .read("read", SchemaState::read);
      List<Migration> shipped = List.of(Migration.shipped(dialect).get(0), next);
      SchemaState older = new SchemaState(found.tables(), found.history(), shipped);
      assertThat(older.missing()).containsExactly(next);
      assertThatThrownBy(() -> SchemaCheck.refuseUnready(older))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContainingAll("version 1", "older", "V002__later.sql");
    }
  }

  @EachDatabase
  void scriptsMayBeRunByAnotherTool(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      Dialect dialect = kind.dialect();
      for (Migration step : Migration.shipped(dialect)) {
        database.run(step.sql());
      }
      VoteSchema.validate(database.dataSource());
      VoteSchema.migrate(database.dataSource());
      VoteSchema.validate(database.dataSource());
    }
  }

  @EachDatabase({Database.H2, Database.MARIADB, Database.MYSQL})
  void migrationThatWasCutShortIsFinishedByTheNextNodes(Database kind) throws Exception {
    try (TestDatabase database = kind.fresh()) {
      String script = Migration.shipped(kind.dialect()).get(0).sql();
      database.run(script.substring(0, script.indexOf("CREATE TABLE IF NOT EXISTS vote_tally")));
      refused(database, "is incomplete", "VoteSchema.migrate");
      startAtOnce(database);
      VoteSchema.validate(database.dataSource());
    }
  }

  /** As by a node of another process on H2, where no lock is common to both. */
  @EachDatabase(Database.H2)
  void schemaThatIsMadeWhileItIsReadIsWhole(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      String script = Migration.shipped(kind.dialect()).get(0).sql();
      database.run(script.substring(0, script.indexOf("CREATE TABLE IF NOT EXISTS vote_tally")));
      AtomicBoolean made = new AtomicBoolean();
      DataSource reading =
          FaultyDataSource.before(
              database.dataSource(),
              "prepareStatement",
              sql -> sql.contains("coalesce(checksum"),
              connection -> {
                if (made.compareAndSet(false, true)) {
                  database.run(script);
                }
              });
      VoteSchema.validate(reading);
      assertThat(made).isTrue();
    }
  }

  private static TestDatabase migrated(Database kind) {
    TestDatabase database = kind.fresh();
    VoteSchema.migrate(database.dataSource());
    return database;
  }

  private static void refused(TestDatabase database, String... words) {
    assertThatThrownBy(() -> VoteSchema.validate(database.dataSource()))
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContainingAll(words);
  }
}
