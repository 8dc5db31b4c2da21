package io.voteengine.sync.testing;

import io.voteengine.jdbc.VoteSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

/** A database in memory that a test may damage. */
public final class OwnDatabase {
  private final JdbcDataSource source = new JdbcDataSource();

  public OwnDatabase() {
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    VoteSchema.migrate(source);
  }

  public JdbcDataSource source() {
    return source;
  }

  public void execute(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Stops the database; later connections find an empty one. */
  public void shutDown() {
    execute("SHUTDOWN");
  }
}
