package io.voteengine.jdbc.faults;

import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.ServerProgram;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fills up under votes: the batch that does not fit leaves nothing, and fits later. */
@Tag("chaos")
class FullDiskTest {
  private static final Term TERM = new Term(0, 1, "s1");
  private static final int BATCH = 500;
  private static final SubjectId SUBJECT = SubjectId.of("posts", "42");

  /** The next batch. */
  private Position at = new Position(TERM, 0, JournalEvent.CHAIN_START);

  @Test
  void postgres() throws Exception {
    try (ServerProgram program = OwnServer.POSTGRES.start();
        SmallDisk disk = SmallDisk.mount(program.directory().resolve("small"), 64);
        TestDatabase database = OwnServer.POSTGRES.database(program)) {
      database.execute("CREATE TABLESPACE small LOCATION '" + disk.path() + "'");
      database.execute("ALTER ROLE postgres SET default_tablespace = small");
      try (JdbcVoteLedger ledger = connect(database)) {
        migrate(database.url(), database.user(), database.password());
        serve(ledger);
        disk.fill(4);
        assertThat(untilFull(ledger))
            .hasMessageContainingAll("nothing was committed", "no space left", "free some");
        assertNothingHalfDone(ledger);
        disk.free();
        assertGoesOn(ledger);
      }
    }
  }

  /** MariaDB ends when its files cannot grow, so this test reaches a limit instead. */
  @Tag("servers")
  @Test
  void mariaDb() throws Exception {
    try (ServerProgram program =
            OwnServer.MARIADB.start(
                "--innodb-data-file-path=ibdata1:12M:autoextend:max:32M",
                "--max-allowed-packet=64M");
        TestDatabase database = OwnServer.MARIADB.database(program);
        JdbcVoteLedger ledger = connect(database)) {
      VoteSchema.migrate(database.dataSource());
      serve(ledger);
      database.execute("CREATE TABLE filler (a LONGBLOB)");
      database.execute("INSERT INTO filler VALUES (REPEAT('x', 6000000))");
      assertThat(untilFull(ledger))
          .hasMessageContainingAll("nothing was committed", "no space left", "free some");
      assertNothingHalfDone(ledger);
      database.execute("DROP TABLE filler");
      patiently(() -> assertGoesOn(ledger));
    }
  }

  /**
   * H2 fails in the middle of a commit, or of a statement while it writes what is in its memory;
   * closes the file, and opens it again for the next call.
   */
  @Test
  void h2(@TempDir Path directory) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("small"), 64);
        JdbcVoteLedger ledger = JdbcVoteLedger.file(disk.path().resolve("votes"))) {
      serve(ledger);
      disk.fill(4);
      assertThat(untilFull(ledger))
          .hasMessageContaining("No space left on device")
          .message()
          .containsPattern("not known|nothing was committed");
      disk.free();
      patiently(
          () -> {
            if (ledger.position(0).seq() > at.seq()) {
              next();
            }
          });
      assertNothingHalfDone(ledger);
      assertGoesOn(ledger);
    }
  }

  private static JdbcVoteLedger connect(TestDatabase database) {
    return JdbcVoteLedger.connect(database.url(), database.user(), database.password());
  }

  /** With a session that began after the role got its tablespace. */
  private static void migrate(String url, String user, String password) {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(url);
      pool.setUsername(user);
      pool.setPassword(password);
      VoteSchema.migrate(pool);
    }
  }

  private static void serve(JdbcVoteLedger ledger) {
    ledger.open(1);
    assertThat(ledger.recover(new Term(0, 0, null), List.of(), TERM)).isTrue();
  }

  private VoteLedgerException untilFull(JdbcVoteLedger ledger) {
    for (int batches = 0; batches < 300; batches++) {
      try {
        assertGoesOn(ledger);
      } catch (VoteLedgerException e) {
        return e;
      }
    }
    throw new AssertionError("everything fits");
  }

  private void assertGoesOn(JdbcVoteLedger ledger) {
    assertThat(ledger.apply(at, batch(at.seq()))).isInstanceOf(Applied.class);
    next();
  }

  /** A database may take a while to notice that there is space again. */
  private static void patiently(ThrowingRunnable step) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(VoteLedgerException.class)
        .untilAsserted(step);
  }

  private void next() {
    at = new Position(TERM, at.seq() + BATCH, at.seq() + BATCH);
  }

  private void assertNothingHalfDone(JdbcVoteLedger ledger) {
    assertThat(ledger.position(0)).isEqualTo(at);
    assertThat(ledger.records().audit("posts").exact()).isTrue();
    assertThat(ledger.records().audit("posts").votes().up()).isEqualTo(at.seq());
  }

  private static List<JournalEvent> batch(long after) {
    return IntStream.rangeClosed(1, BATCH)
        .mapToObj(i -> (JournalEvent) vote(after + i, "v".repeat(100) + (after + i)))
        .toList();
  }

  private static VoteEvent vote(long n, String voter) {
    RequestId request = RequestId.of(new UUID(n, n));
    return new VoteEvent(1, n, n, SUBJECT, VoterId.of(voter), NONE, UP, n, request, null, n, 0, n);
  }
}
