package io.voteengine.jdbc.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An empty database of its own for one test, on a server that all tests of this JVM share. Closing
 * it drops everything.
 */
public final class TestDatabase implements AutoCloseable {
  private final HikariDataSource pool;
  private final String drop;

  private TestDatabase(HikariDataSource pool, String drop) {
    this.pool = pool;
    this.drop = drop;
  }

  /** The server is found, or started, when it is first needed. */
  private static final class Postgres {
    static final PostgresServer SERVER = PostgresFinder.find();
  }

  /**
   * A new schema on PostgreSQL.
   *
   * @return the database
   */
  public static TestDatabase postgres() {
    return postgres(Postgres.SERVER);
  }

  static TestDatabase postgres(PostgresServer server) {
    String schema = "vote_test_" + UUID.randomUUID().toString().replace('-', '_');
    TestDatabase database =
        new TestDatabase(
            pool(server.url(), server.user(), server.password(), schema),
            "DROP SCHEMA " + schema + " CASCADE");
    database.execute("CREATE SCHEMA " + schema);
    return database;
  }

  /**
   * A new H2 database in memory.
   *
   * @return the database
   */
  public static TestDatabase h2() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    return new TestDatabase(pool(url, "sa", "", null), "SET DB_CLOSE_DELAY 0");
  }

  /**
   * The database.
   *
   * @return a pool of a few connections
   */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * The database, as {@code JdbcVoteLedger.connect} wants it.
   *
   * @return a JDBC URL
   */
  public String url() {
    String schema = pool.getSchema();
    String url = pool.getJdbcUrl();
    return schema == null ? url : url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
  }

  /**
   * Who owns the database.
   *
   * @return a user name
   */
  public String user() {
    return pool.getUsername();
  }

  /**
   * The owner's password.
   *
   * @return a password
   */
  public String password() {
    return pool.getPassword();
  }

  /**
   * Executes a statement in a transaction of its own.
   *
   * @param sql the statement
   */
  public void execute(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    execute(drop);
    pool.close();
  }

  private static HikariDataSource pool(
      String url, String user, String password, @Nullable String schema) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setSchema(schema);
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }
}
