package io.voteengine.jdbc.upkeep;

import static io.voteengine.jdbc.upkeep.OldVotes.POST;
import static io.voteengine.jdbc.upkeep.OldVotes.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The partitions of the audit log on PostgreSQL, and their effect on writers and look-ups. */
class AuditLogPartitionsTest {
  /** PostgreSQL's lock table entries for each connection, with default settings. */
  private static final int LOCKS = 64 + 16;

  private final TestDatabase database = TestDatabase.postgres();

  @BeforeEach
  void migrate() {
    VoteSchema.migrate(database.dataSource());
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private JdbcVoteLedger ledger(int retentionDays) {
    JdbcVoteLedger ledger =
        JdbcVoteLedger.builder(database.dataSource())
            .auditRetention(Duration.ofDays(retentionDays))
            .build();
    ledger.open(1);
    return ledger;
  }

  private List<String> select(String sql) {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return found;
  }

  private List<String> partitions() {
    return select(
        """
        SELECT relname || ' ' || pg_get_expr(relpartbound, pg_class.oid)
        FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'vote_event'::regclass ORDER BY relname
        """);
  }

  private static String name(LocalDate day) {
    return day.toString().replace("-", "");
  }

  @Test
  void partitionsOfAnEighthOfTheRetentionAreMadeAhead() {
    ledger(30).maintain();
    assertThat(partitions())
        .containsExactly(
            "vote_event_%s FOR VALUES FROM ('%s') TO ('%s')"
                .formatted(name(TODAY), TODAY, TODAY.plusDays(4)),
            "vote_event_default DEFAULT");
    ledger(2).maintain();
    assertThat(partitions()).as("the partitions that there are reach far enough").hasSize(2);
  }

  @Test
  void partitionsAreDroppedWholeOnceAllOfTheirDaysAreOver() {
    JdbcVoteLedger ledger = ledger(30);
    for (int ago : new int[] {34, 31}) {
      LocalDate day = TODAY.minusDays(ago);
      database.execute(
          "CREATE TABLE vote_event_%s PARTITION OF vote_event FOR VALUES FROM ('%s') TO ('%s')"
              .formatted(name(day), day, day.plusDays(3)));
    }
    OldVotes.record(database, ledger, 33, 31, 29);
    ledger.maintain();
    assertThat(select("SELECT voter FROM vote_event ORDER BY voter"))
        .containsExactly("voter-2", "voter-3");
    assertThat(partitions()).hasSize(3);
  }

  /** PostgreSQL reads the whole default partition before it creates another, and writers wait. */
  @Test
  void logThatIsThereBecomesAPartitionSoThatNothingIsReadUnderALock() {
    JdbcVoteLedger ledger = ledger(30);
    OldVotes.record(database, ledger, 0, 10, 400);
    ledger.maintain();
    assertThat(partitions())
        .containsExactly(
            "vote_event_default DEFAULT",
            "vote_event_until_%1$s FOR VALUES FROM (MINVALUE) TO ('%2$s')"
                .formatted(name(TODAY.plusDays(30)), TODAY.plusDays(30)));
    assertThat(select("SELECT voter FROM vote_event_default")).isEmpty();
    assertThat(select("SELECT voter FROM vote_event ORDER BY voter"))
        .containsExactly("voter-1", "voter-2");
    assertThat(
            select("SELECT conname FROM pg_constraint WHERE conname = 'vote_event_default_bound'"))
        .isEmpty();
  }

  @Test
  void entriesWrittenWhileMaintenanceStoodStillBecomeAPartitionToo() {
    JdbcVoteLedger ledger = ledger(8);
    LocalDate day = TODAY.minusDays(5);
    database.execute(
        "CREATE TABLE vote_event_%s PARTITION OF vote_event FOR VALUES FROM ('%s') TO ('%s')"
            .formatted(name(day), day, day.plusDays(1)));
    OldVotes.record(database, ledger, 5, 4, 0);
    ledger.maintain();
    assertThat(partitions())
        .contains(
            "vote_event_until_%s FOR VALUES FROM ('%s') TO ('%s')"
                .formatted(name(TODAY.plusDays(30)), day.plusDays(1), TODAY.plusDays(30)));
    assertThat(ledger.records().history(POST, 10)).hasSize(3);
  }

  @Test
  void boundThatWasLeftBehindIsFinishedOrTakenBack() {
    JdbcVoteLedger ledger = ledger(30);
    OldVotes.record(database, ledger, 0, 10);
    String bound =
        "ALTER TABLE vote_event_default ADD CONSTRAINT vote_event_default_bound CHECK (log_day < DATE '%s') NOT VALID";
    database.execute(bound.formatted(TODAY.plusDays(9)));
    ledger.maintain();
    assertThat(partitions()).anyMatch(name -> name.endsWith("TO ('" + TODAY.plusDays(9) + "')"));

    database.execute(bound.formatted(TODAY.plusDays(1)));
    ledger.maintain();
    assertThat(
            select("SELECT conname FROM pg_constraint WHERE conname = 'vote_event_default_bound'"))
        .as("too late to be finished")
        .isEmpty();

    database.execute(bound.formatted(TODAY.plusDays(9)));
    JdbcVoteLedger.over(database.dataSource()).maintain();
    assertThat(
            select("SELECT conname FROM pg_constraint WHERE conname = 'vote_event_default_bound'"))
        .as("without a retention")
        .isEmpty();
  }

  /** A long read of the log keeps maintenance waiting, and waiting maintenance blocks writers. */
  @Test
  void lockThatBlocksWritersIsAwaitedFiftyMillisecondsAtMost() throws SQLException {
    JdbcVoteLedger ledger = ledger(30);
    OldVotes.record(database, ledger, 0);
    database.execute("CREATE TABLE seen (tag TEXT, lock_timeout TEXT)");
    String schema = select("SELECT current_schema()").get(0);
    database.execute(
        """
        CREATE FUNCTION see() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
          IF current_schema() = '%1$s' THEN
            INSERT INTO %1$s.seen VALUES (current_query(), current_setting('lock_timeout'));
          END IF;
        END $$
        """
            .formatted(schema));
    database.execute("CREATE EVENT TRIGGER see ON ddl_command_start EXECUTE FUNCTION see()");
    try {
      ledger.maintain();
    } finally {
      database.execute("DROP EVENT TRIGGER see");
    }
    assertThat(
            select(
                "SELECT tag FROM seen WHERE lock_timeout <> '50ms' AND tag NOT LIKE '%EVENT TRIGGER%'"))
        .singleElement()
        .asString()
        .contains("VALIDATE CONSTRAINT");
    assertThat(select("SELECT tag FROM seen")).hasSizeGreaterThan(5);
  }

  @Test
  void maintenanceGivesWayToALongReader() throws Exception {
    JdbcVoteLedger ledger = ledger(30);
    OldVotes.record(database, ledger, 0);
    try (Connection reader = database.dataSource().getConnection();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT FROM vote_event");
      assertThat(catchThrowable(ledger::maintain))
          .hasMessageContaining("partition the audit log")
          .hasMessageContaining("lock");
      reader.rollback();
    }
    ledger.maintain();
    assertThat(select("SELECT voter FROM vote_event_default")).isEmpty();
  }

  @Test
  void publicationOfAllTablesDoesNotStopMaintenance() {
    JdbcVoteLedger ledger = ledger(30);
    OldVotes.record(database, ledger, 0, 400);
    database.execute("CREATE PUBLICATION everything FOR ALL TABLES");
    try {
      ledger.maintain();
    } finally {
      database.execute("DROP PUBLICATION everything");
    }
    assertThat(ledger.records().history(POST, 10)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 30, 365, 3_000, 100_000})
  void lookUpsTakeNoMoreLocksThanAConnectionHas(int retentionDays) {
    long days = LogPartition.days(retentionDays);
    long most =
        IntStream.range(0, (int) days)
            .mapToLong(
                i -> {
                  // Partitions begin this many days before the oldest day that is kept.
                  long last = retentionDays + LogPartition.DAYS_AHEAD + i;
                  return last / days + 1;
                })
            .max()
            .orElseThrow();
    long tables = most + 2; // the log, and the default partition
    assertThat(tables * 5).isLessThanOrEqualTo(LOCKS);
  }
}
