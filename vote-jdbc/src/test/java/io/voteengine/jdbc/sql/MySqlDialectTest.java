package io.voteengine.jdbc.sql;

import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.faults.OwnServer;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.ServerProgram;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The behaviour that only MySQL and MariaDB have. */
@Tag("servers")
class MySqlDialectTest {
  private static final Term TERM = new Term(0, 1, "s1");

  @ParameterizedTest
  @CsvSource({
    "MARIADB, jdbc:mariadb, ?useAffectedRows=true",
    "MARIADB, jdbc:mariadb, ?useServerPrepStmts=true",
    "MARIADB, jdbc:mysql, ?allowPublicKeyRetrieval=true",
    "MARIADB, jdbc:mysql, ?useAffectedRows=true&useServerPrepStmts=true",
    "MYSQL, jdbc:mysql, ?useAffectedRows=true&useServerPrepStmts=true",
    "MYSQL, jdbc:mysql, ?rewriteBatchedStatements=true&connectionTimeZone=America/New_York",
    "MYSQL, jdbc:mariadb, ?permitMysqlScheme"
  })
  void driverAndItsSettingsMakeNoDifference(Database kind, String driver, String options) {
    try (TestDatabase database = kind.fresh()) {
      VoteSchema.migrate(database.dataSource());
      String url = database.url().replaceFirst("jdbc:\\w+", driver) + options;
      try (JdbcVoteLedger ledger =
          JdbcVoteLedger.connect(url, database.user(), database.password())) {
        serve(ledger);
        SubjectId subject = SubjectId.of("posts", "\\ \ud83d\ude00'\"");
        apply(ledger, 0, vote(1, subject, "ada ", 5), vote(2, subject, "ada", 6));
        apply(ledger, 2, vote(3, subject, "ada", 9_007_199_254_740_000L));
        assertThat(ledger.records().audit("posts").exact()).isTrue();
        assertThat(ledger.records().audit("posts").votes().up()).isEqualTo(2);
        VoterId voter = VoterId.of("ada");
        assertThat(ledger.votes(0, List.of(new VoteKey(subject, voter))).value().get(0).castAt())
            .isEqualTo(9_007_199_254_740_000L);
        assertThat(
                ledger
                    .records()
                    .votesOf(voter, null, ledger.records().votesOf(voter, null, null, 1).get(0), 1))
            .isEmpty();
        assertThat(ledger.has(subject, voter, request(2))).isTrue();
        assertThat(ledger.records().history(subject, 10)).hasSize(3);
        LedgerWorkout.run(ledger, "workout");
      }
    }
  }

  /** Neither the server's sql_mode nor the driver asks for that here. */
  @Tag("servers")
  @EachDatabase({Database.MARIADB, Database.MYSQL})
  void valueThatDoesNotFitIsPutIntoQuarantineAndNotCut(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      VoteSchema.migrate(database.dataSource());
      database.execute("ALTER TABLE vote_event MODIFY voter VARBINARY(3) NOT NULL");
      String lax = database.url() + "?jdbcCompliantTruncation=false";
      try (JdbcVoteLedger ledger =
          JdbcVoteLedger.connect(lax, database.user(), database.password())) {
        serve(ledger);
        SubjectId subject = SubjectId.of("posts", "42");
        apply(ledger, 0, vote(1, subject, "too long", 1), vote(2, subject, "ada", 2));
        assertThat(ledger.quarantine().list(null, 10))
            .extracting(QuarantinedVote::voter)
            .containsExactly(VoterId.of("too long"));
        assertThat(ledger.records().audit("posts").votes().up()).isEqualTo(1);
        assertThat(ledger.records().audit("posts").exact()).isTrue();
      }
    }
  }

  @Tag("servers")
  @EachDatabase({Database.MARIADB, Database.MYSQL})
  void largeBatchIsOneRoundTripForEachStatement(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      VoteSchema.migrate(database.dataSource());
      JdbcVoteLedger ledger =
          JdbcVoteLedger.builder(database.dataSource())
              .statementTimeout(Duration.ofMinutes(2))
              .build();
      serve(ledger);
      String longest = "\\\"".repeat(64);
      apply(
          ledger,
          0,
          IntStream.rangeClosed(1, 10_000)
              .mapToObj(i -> vote(i, SubjectId.of(longest, longest), longest, i))
              .toArray(VoteEvent[]::new));
      assertThat(ledger.records().audit(longest).exact()).isTrue();
      assertThat(ledger.records().history(longest, 20_000)).hasSize(10_000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "innodb_flush_log_at_trx_commit = 2, innodb_flush_log_at_trx_commit",
    "innodb_flush_log_at_trx_commit = 0, innodb_flush_log_at_trx_commit",
    "sync_binlog = 0, sync_binlog",
    "sync_binlog = 100, sync_binlog"
  })
  void serverThatDoesNotWaitForItsDiskIsRefused(String setting, String name) {
    try (ServerProgram own = OwnServer.MARIADB.start("--log-bin");
        TestDatabase database = TestDatabase.mySql(own.server())) {
      VoteSchema.migrate(database.dataSource());
      JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
      ledger.open(1);
      database.execute("SET GLOBAL " + setting);
      assertThatThrownBy(() -> ledger.open(1))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContaining("set " + name + " = 1");
    }
  }

  @Test
  void serverThatTakesNoLargeBatchIsRefused() {
    try (ServerProgram own = OwnServer.MARIADB.start("--max-allowed-packet=8M");
        TestDatabase database = TestDatabase.mySql(own.server())) {
      assertThatThrownBy(() -> VoteSchema.migrate(database.dataSource()))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContainingAll("max_allowed_packet = 8388608", "16M or more");
    }
  }

  @Test
  void connectionThatCannotCarryEveryIdIsRefused() {
    try (TestDatabase database = TestDatabase.mySql()) {
      VoteSchema.migrate(database.dataSource());
      String url = database.url() + "?characterEncoding=ISO-8859-1";
      try (JdbcVoteLedger ledger =
          JdbcVoteLedger.connect(url, database.user(), database.password())) {
        assertThatThrownBy(() -> ledger.open(1))
            .isInstanceOf(VoteConfigurationException.class)
            .hasMessageContaining("characterEncoding=UTF-8");
      }
    }
  }

  private static void serve(JdbcVoteLedger ledger) {
    ledger.open(1);
    assertThat(ledger.recover(new Term(0, 0, null), List.of(), TERM)).isTrue();
  }

  private static void apply(JdbcVoteLedger ledger, long seq, VoteEvent... events) {
    Position before = new Position(TERM, seq, seq == 0 ? JournalEvent.CHAIN_START : seq);
    assertThat(ledger.apply(before, List.of(events))).isInstanceOf(Applied.class);
  }

  private static RequestId request(int i) {
    return RequestId.of(new UUID(-i, i));
  }

  private static VoteEvent vote(int i, SubjectId subject, String voter, long castAt) {
    return new VoteEvent(
        1, i, i, subject, VoterId.of(voter), NONE, UP, castAt, request(i), null, 1, 0, i);
  }
}
