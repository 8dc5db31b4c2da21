package io.voteengine.jdbc.source;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.sql.SqlStates;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A pool that the ledger opened itself, and closes.
 *
 * @param pool connects when it is first used
 * @param ownsSchema whether no other program uses the database, so that the ledger migrates it
 * @param vanishes whether the database ends with the ledger
 */
public record OwnDatabase(HikariDataSource pool, boolean ownsSchema, boolean vanishes)
    implements AutoCloseable {
  private static final int CONNECTIONS = 6;
  private static final int CONNECT_MILLIS = 10_000;

  /**
   * Every commit is forced to disk anyway, so H2 writes at once instead of through threads of its
   * own, and needs no hook that closes it while an application shuts down. Our statements fit its
   * cache.
   */
  private static final String FILE_OPTIONS =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64";

  /** In seconds. */
  private static final Map<String, String> POSTGRES =
      Map.of(
          "connectTimeout", "5",
          "loginTimeout", "5",
          "socketTimeout", "30",
          "cancelSignalTimeout", "5",
          "tcpKeepAlive", "true",
          "ApplicationName", "voteengine");

  /** In milliseconds, for either driver. */
  private static final Map<String, String> MYSQL =
      Map.of("connectTimeout", "5000", "socketTimeout", "30000", "tcpKeepAlive", "true");

  /**
   * Every commit is forced to disk, so H2 needs no hook that closes it while an application shuts
   * down.
   */
  public static OwnDatabase file(Path path) {
    String file = path.toAbsolutePath().normalize().toString();
    if (file.indexOf(';') >= 0) {
      throw new IllegalArgumentException(
          "path must not contain ';', which would end it in the URL: " + file);
    }
    // "async", since an interrupt of one thread would close a plain file for all of them.
    return new OwnDatabase(h2("jdbc:h2:async:" + file + FILE_OPTIONS), true, false);
  }

  /** Returns whether it serves one process and is written to disk. */
  public boolean isSole() {
    return ownsSchema && !vanishes;
  }

  public static OwnDatabase memory() {
    String url = "jdbc:h2:mem:vote-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    return new OwnDatabase(h2(url), true, true);
  }

  public static OwnDatabase connect(String jdbcUrl, String user, String password) {
    HikariConfig config = config(jdbcUrl, user, password);
    settings(DriverFinder.kind(jdbcUrl))
        .forEach(
            (name, value) -> {
              // What the URL sets takes precedence.
              if (!jdbcUrl.contains(name + "=")) {
                config.addDataSourceProperty(name, value);
              }
            });
    return new OwnDatabase(open(config), false, false);
  }

  private static final class EvictClosed implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException e) {
      return SqlStates.H2_CLOSED.equals(e.getSQLState())
          ? SQLExceptionOverride.Override.MUST_EVICT
          : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
  }

  private static Map<String, String> settings(String kind) {
    return switch (kind) {
      case "jdbc:postgresql:" -> POSTGRES;
      case "jdbc:mariadb:", "jdbc:mysql:" -> MYSQL;
      default -> Map.of();
    };
  }

  private static HikariDataSource h2(String url) {
    HikariConfig config = config(url, "sa", "");
    // H2 closes a database with its last connection, so keep them.
    config.setMaxLifetime(0);
    // But keep none to a database that has closed itself: they would keep it from being opened
    // again.
    config.setExceptionOverride(new EvictClosed());
    return open(config);
  }

  private static HikariConfig config(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("vote-ledger");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  /** Hikari looks for a driver given by name in the context class loader first. */
  private static HikariDataSource open(HikariConfig config) {
    Optional<Class<?>> driver = DriverFinder.find(config.getJdbcUrl());
    if (driver.isEmpty()) {
      return new HikariDataSource(config);
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(driver.get().getClassLoader());
      config.setDriverClassName(driver.get().getName());
      return new HikariDataSource(config);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() {
    if (vanishes && !pool.isClosed()) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        // It closes with its last connection, and is then gone.
        statement.execute("SET DB_CLOSE_DELAY 0");
      } catch (SQLException e) {
        throw new VoteLedgerException(
            "The ledger could not drop its in-memory database, whose memory stays in use until the"
                + " JVM ends. The database says: "
                + e.getMessage(),
            e);
      } finally {
        pool.close();
      }
    }
    pool.close();
  }
}
