package io.voteengine.bench.site;

import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.spi.VoteLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with an H2 file, which the ledger creates. */
final class H2Space implements SqlSpace {
  private final Path folder;

  H2Space() {
    try {
      folder = Files.createTempDirectory("vote-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void migrate() {}

  @Override
  public VoteLedger ledger() {
    return JdbcVoteLedger.file(folder.resolve("votes"));
  }

  @Override
  public long votes() {
    String url = "jdbc:h2:" + folder.resolve("votes").toAbsolutePath();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM vote")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("The votes cannot be counted", e);
    }
  }

  @Override
  public void settle() {}

  @Override
  public long bytes() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long logBytes() {
    return 0;
  }

  @Override
  public Map<String, Long> parts() {
    return Map.of();
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
