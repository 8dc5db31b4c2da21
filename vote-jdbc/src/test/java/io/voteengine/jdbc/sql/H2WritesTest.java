package io.voteengine.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.FaultyDataSource;
import io.voteengine.tck.testing.LogLines;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of H2 needs to survive a kill: see {@link H2Dialect}. */
class H2WritesTest {
  private static final Executor OTHER_THREAD = task -> new Thread(task).start();
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Path directory;

  H2WritesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void oneTransactionAtATimeWritesToAFile() {
    String url = "jdbc:h2:file:" + directory.resolve("votes") + ";WRITE_DELAY=0";
    Transactions one = new Transactions(database(url), LONG);
    // By another name of the same file.
    Transactions other = new Transactions(database(url.replace("file:", "nio:")), SHORT);
    String after =
        one.write(
            "write",
            tx -> {
              tx.handle().execute("CREATE TABLE first (id INT)");
              assertRefused(() -> other.write("write", any -> "too early"));
              assertRefused(() -> other.readSettled("read", any -> "too early"));
              return inOtherThread(() -> other.read("read", any -> "read"));
            });
    assertThat(after).isEqualTo("read");
    assertThat(inOtherThread(() -> other.write("write", any -> "written"))).isEqualTo("written");
  }

  @Test
  void whoWaitsForATurnKeepsNoConnection() {
    String url = "jdbc:h2:file:" + directory.resolve("votes") + ";WRITE_DELAY=0";
    HikariConfig config = new HikariConfig();
    config.setDataSource(database(url));
    config.setMaximumPoolSize(1);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      HikariPoolMXBean connections = pool.getHikariPoolMXBean();
      CompletableFuture<String> waiting =
          new Transactions(database(url), LONG)
              .write(
                  "write",
                  tx -> {
                    // It does not know yet that this database wants turns.
                    Transactions fresh = new Transactions(pool, LONG);
                    CompletableFuture<String> other =
                        CompletableFuture.supplyAsync(
                            () -> fresh.write("write", any -> "written"), OTHER_THREAD);
                    await()
                        .until(
                            () ->
                                connections.getTotalConnections() == 1
                                    && connections.getActiveConnections() == 0);
                    assertThat(other).isNotDone();
                    return other;
                  });
      assertThat(waiting.join()).isEqualTo("written");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit", "rollback"})
  void turnLastsUntilTheTransactionHasEnded(String end) {
    String url = "jdbc:h2:file:" + directory.resolve("votes") + ";WRITE_DELAY=0";
    Transactions other = new Transactions(database(url), SHORT);
    AtomicInteger ends = new AtomicInteger();
    DataSource watched =
        FaultyDataSource.before(
            database(url),
            end,
            any -> true,
            connection -> {
              ends.incrementAndGet();
              assertRefused(() -> other.write("write", any -> "too early"));
            });
    String done =
        new Transactions(watched, LONG)
            .write(
                "write",
                tx -> {
                  if (end.equals("rollback")) {
                    tx.rollBack();
                  }
                  return "done";
                });
    assertThat(done).isEqualTo("done");
    assertThat(ends).hasValue(1);
  }

  @Test
  void turnEndsWhereTheTransactionFails() {
    String url = "jdbc:h2:file:" + directory.resolve("votes") + ";WRITE_DELAY=0";
    Transactions one = new Transactions(database(url), LONG);
    assertThatThrownBy(
            () ->
                one.write(
                    "write",
                    tx -> {
                      throw new SQLException("a failure");
                    }))
        .isInstanceOf(VoteLedgerException.class);
    Transactions other = new Transactions(database(url), SHORT);
    assertThat(inOtherThread(() -> other.write("write", any -> "written"))).isEqualTo("written");
  }

  @Test
  void severalWriteToADatabaseInMemory() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    Transactions one = new Transactions(database(url), LONG);
    Transactions other = new Transactions(database(url), SHORT);
    String meanwhile =
        one.write("write", tx -> inOtherThread(() -> other.write("write", any -> "written")));
    assertThat(meanwhile).isEqualTo("written");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";WRITE_DELAY=20"})
  void fileThatIsWrittenInTheBackgroundIsRefused(String option) {
    JdbcDataSource database = database("jdbc:h2:file:" + directory.resolve("votes") + option);
    assertThatThrownBy(() -> VoteSchema.migrate(database))
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContaining("put WRITE_DELAY=0 in the URL");
  }

  @Test
  void fileThatSeveralProcessesUseIsWarnedOf() throws SQLException {
    Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    try {
      JdbcDataSource database =
          database(
              "jdbc:h2:tcp://localhost:"
                  + server.getPort()
                  + "/"
                  + directory.resolve("votes")
                  + ";WRITE_DELAY=0");
      VoteSchema.migrate(database);
      LogLines lines = LogLines.record();
      JdbcVoteLedger.over(database).open(1);
      assertThat(lines.own()).anyMatch(line -> line.contains("used over the network"));
    } finally {
      server.stop();
    }
  }

  @Test
  void poolOfTheLedgersOwnDoesNotWriteInTheBackground() {
    String url = "jdbc:h2:file:" + directory.resolve("votes");
    VoteSchema.migrate(database(url + ";WRITE_DELAY=0"));
    try (JdbcVoteLedger ledger = JdbcVoteLedger.connect(url, "sa", "")) {
      ledger.open(1);
      assertThat(ledger.positions()).hasSize(1);
    }
  }

  private static void assertRefused(Supplier<String> work) {
    assertThatThrownBy(() -> inOtherThread(work))
        .hasCauseInstanceOf(VoteLedgerException.class)
        .hasMessageContaining("others came first");
  }

  private static String inOtherThread(Supplier<String> work) {
    return CompletableFuture.supplyAsync(work, OTHER_THREAD).join();
  }

  private static JdbcDataSource database(String url) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(url);
    database.setUser("sa");
    database.setPassword("");
    return database;
  }
}
