package io.voteengine.jdbc.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An empty database for one test, on a server that all tests of this JVM share. Closing it drops
 * everything.
 */
public final class TestDatabase implements AutoCloseable {
  private static final Pattern STATEMENT = Pattern.compile("(?:[^';]++|'[^']*+')++");

  private final HikariDataSource pool;
  private final String drop;

  private TestDatabase(HikariDataSource pool, String drop) {
    this.pool = pool;
    this.drop = drop;
  }

  /** The server is found, or started, at its first use. */
  private static final class Postgres {
    static final DatabaseServer SERVER = PostgresFinder.find();
  }

  private static final class MariaDb {
    static final DatabaseServer SERVER = MySqlFinder.mariaDb();
  }

  private static final class MySql {
    static final DatabaseServer SERVER = MySqlFinder.mySql();
  }

  /** The PostgreSQL that all tests of this JVM share. */
  static DatabaseServer postgresServer() {
    return Postgres.SERVER;
  }

  /**
   * Creates a schema on PostgreSQL.
   *
   * @return the database
   */
  public static TestDatabase postgres() {
    return postgres(Postgres.SERVER);
  }

  /**
   * Creates a schema on a PostgreSQL that only this test uses.
   *
   * @param server the server
   * @return the database
   */
  public static TestDatabase postgres(DatabaseServer server) {
    String schema = name();
    TestDatabase database =
        new TestDatabase(
            pool(server.url(), server.user(), server.password(), schema),
            "DROP SCHEMA " + schema + " CASCADE");
    database.execute("CREATE SCHEMA " + schema);
    return database;
  }

  /**
   * Returns a whole PostgreSQL database, for example behind a PgBouncer, which accepts no {@code
   * currentSchema}. Closing it empties it.
   *
   * @param server the database
   * @param options of the URL, such as {@code prepareThreshold=0}
   * @return the database
   */
  public static TestDatabase wholePostgres(DatabaseServer server, String options) {
    return new TestDatabase(
        pool(server.url() + "?" + options, server.user(), server.password(), null),
        "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  }

  /**
   * Creates a database on MariaDB.
   *
   * @return the database
   */
  public static TestDatabase mariaDb() {
    return mySql(MariaDb.SERVER);
  }

  /**
   * Creates a database on MySQL.
   *
   * @return the database
   */
  public static TestDatabase mySql() {
    return mySql(MySql.SERVER);
  }

  /**
   * Creates a database on MariaDB, reached with MySQL's driver.
   *
   * @return the database
   */
  public static TestDatabase mariaDbByMySqlDriver() {
    return mySql(MariaDb.SERVER.by("jdbc:mysql:", "allowPublicKeyRetrieval=true"));
  }

  /**
   * Creates a database on MySQL, reached with MariaDB's driver.
   *
   * @return the database
   */
  public static TestDatabase mySqlByMariaDbDriver() {
    return mySql(MySql.SERVER.by("jdbc:mariadb:", "allowPublicKeyRetrieval=true"));
  }

  /**
   * Creates a database on a MariaDB or MySQL that only this test uses.
   *
   * @param server the server
   * @return the database
   */
  public static TestDatabase mySql(DatabaseServer server) {
    String name = create(server);
    return new TestDatabase(
        pool(url(server, name), server.user(), server.password(), null), "DROP DATABASE " + name);
  }

  /** Creates a database. */
  static String create(DatabaseServer server) {
    String name = name();
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(server.source(), e);
    }
    return name;
  }

  static String url(DatabaseServer server, String database) {
    return server.url().replaceFirst("(//[^/]+/)[^?]*", "$1" + database);
  }

  private static String name() {
    return "vote_test_" + UUID.randomUUID().toString().replace('-', '_');
  }

  /**
   * Creates an H2 database in memory.
   *
   * @return the database
   */
  public static TestDatabase h2() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    return new TestDatabase(pool(url, "sa", "", null), "SET DB_CLOSE_DELAY 0");
  }

  /**
   * Returns the database.
   *
   * @return a pool of a few connections
   */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * Returns the database's URL for {@code JdbcVoteLedger.connect}.
   *
   * @return a JDBC URL
   */
  public String url() {
    String schema = pool.getSchema();
    String url = pool.getJdbcUrl();
    return schema == null ? url : url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
  }

  /**
   * Returns the owner of the database.
   *
   * @return a user name
   */
  public String user() {
    return pool.getUsername();
  }

  /**
   * Returns the owner's password.
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

  /**
   * Executes the statements of a script one after the other, as a migration tool does.
   *
   * @param script statements that end with a semicolon outside quotes
   */
  public void run(String script) {
    String uncommented = script.replaceAll("(?m)--.*$", "");
    for (MatchResult sql : STATEMENT.matcher(uncommented).results().toList()) {
      if (!sql.group().isBlank()) {
        execute(sql.group());
      }
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
