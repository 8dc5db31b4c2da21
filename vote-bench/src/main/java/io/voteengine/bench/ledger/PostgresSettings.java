package io.voteengine.bench.ledger;

import io.voteengine.jdbc.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The settings that results depend on. */
final class PostgresSettings {
  private static final List<String> NAMES =
      List.of("server_version", "fsync", "synchronous_commit", "full_page_writes");

  private PostgresSettings() {}

  static void print(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : NAMES) {
        try (ResultSet rows = statement.executeQuery("SHOW " + setting)) {
          rows.next();
          System.out.printf("%s = %s%n", setting, rows.getString(1));
        }
      }
    }
  }
}
