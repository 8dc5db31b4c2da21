package io.voteengine.jdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresFinderTest {
  /** A server that answers before the disk has it would make every test of durability lie. */
  @ParameterizedTest
  @ValueSource(strings = {"found", "embedded"})
  void commitsReachTheDisk(String source) throws SQLException {
    try (TestDatabase database =
            source.equals("found")
                ? TestDatabase.postgres()
                : TestDatabase.postgres(PostgresFinder.embedded());
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        try (ResultSet rows = statement.executeQuery("SHOW " + setting)) {
          rows.next();
          assertThat(rows.getString(1)).as(setting).isEqualTo("on");
        }
      }
    }
  }
}
