package io.voteengine.examples.console;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.spi.VoteLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger, and what this program opened for it. Close it after the engine. */
public final class OpenLedger implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final long CONNECT_MILLIS = 5_000;

  public final VoteLedger ledger;
  private final Runnable release;

  private OpenLedger(VoteLedger ledger, Runnable release) {
    this.ledger = ledger;
    this.release = release;
  }

  /** Returns a ledger in a temporary file, which is deleted with the program's end. */
  public static OpenLedger temporary() {
    try {
      Path directory = Files.createTempDirectory("voteengine-example-");
      return new OpenLedger(
          JdbcVoteLedger.file(directory.resolve("votes")), () -> delete(directory));
    } catch (IOException e) {
      throw new UserError("cannot make a temporary directory: " + Reasons.of(e), e);
    }
  }

  /** Returns a ledger in a file that stays. */
  public static OpenLedger file(Path path) {
    return new OpenLedger(JdbcVoteLedger.file(path), () -> {});
  }

  /** Returns a ledger in the database at a URL; missing tables are created. */
  public static OpenLedger at(String url, @Nullable String user, @Nullable String password) {
    HikariDataSource database = connect(url, user, password);
    try {
      VoteSchema.migrate(database);
      return new OpenLedger(JdbcVoteLedger.over(database), database::close);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static HikariDataSource connect(
      String url, @Nullable String user, @Nullable String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("example");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(CONNECT_MILLIS);
    if (user != null) {
      config.setUsername(user);
    }
    if (password != null) {
      config.setPassword(password);
    }
    try {
      config.setJdbcUrl(withH2Options(url));
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw new UserError("cannot use the database " + shown(url) + ": " + Reasons.root(e), e);
    }
  }

  /**
   * By default, H2 closes its files on Ctrl-C before the engine has carried its votes there, and
   * writes them in the background, which the ledger refuses.
   */
  private static String withH2Options(String url) {
    return url.startsWith("jdbc:h2:")
        ? with(";WRITE_DELAY=", "0", with(";DB_CLOSE_ON_EXIT=", "FALSE", url))
        : url;
  }

  private static String with(String option, String value, String url) {
    return url.toUpperCase(Locale.ROOT).contains(option) ? url : url + option + value;
  }

  /** Returns the URL without its parameters, which may contain a password. */
  private static String shown(String url) {
    return url.split("[?;]", 2)[0];
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }

  @Override
  public void close() {
    release.run();
  }
}
