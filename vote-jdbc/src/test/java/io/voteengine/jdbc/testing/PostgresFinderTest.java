package io.voteengine.jdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresFinderTest {
  @Test
  void commitsReachTheDiskOfTheServerThatIsFound() throws SQLException {
    assertCommitsReachTheDisk(TestDatabase.postgres());
  }

  @Test
  void commitsReachTheDiskOfTheEmbeddedServer() throws SQLException {
    assertCommitsReachTheDisk(TestDatabase.postgres(PostgresFinder.embedded()));
  }

  /**
   * A server that answers before the data are on disk would make every test of durability
   * worthless.
   */
  private static void assertCommitsReachTheDisk(TestDatabase found) throws SQLException {
    try (TestDatabase database = found;
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
