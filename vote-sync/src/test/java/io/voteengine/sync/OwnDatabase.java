package io.voteengine.sync;

import io.voteengine.jdbc.VoteSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

/** A database in memory, which a test may spoil. */
final class OwnDatabase {
  private final JdbcDataSource source = new JdbcDataSource();

  OwnDatabase() {
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    VoteSchema.migrate(source);
  }

  JdbcDataSource source() {
    return source;
  }

  void execute(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Stops it; what connects afterwards finds an empty one. */
  void shutDown() {
    execute("SHUTDOWN");
  }
}
