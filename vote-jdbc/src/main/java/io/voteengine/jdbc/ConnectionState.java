package io.voteengine.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;

/** A connection readied for one transaction; handed back with the settings that it came with. */
final class ConnectionState implements AutoCloseable {
  /** How much longer the network may be silent than a statement may run. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Connection connection;
  private final boolean autoCommit;
  private final int networkTimeout;
  private final Dialect.Undo undo;

  private ConnectionState(
      Connection connection, boolean autoCommit, int networkTimeout, Dialect.Undo undo) {
    this.connection = connection;
    this.autoCommit = autoCommit;
    this.networkTimeout = networkTimeout;
    this.undo = undo;
  }

  static ConnectionState begin(Connection connection, Dialect dialect, Duration timeout)
      throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    if (autoCommit) {
      connection.setAutoCommit(false);
    }
    int networkTimeout = setNetworkTimeout(connection, (int) timeout.plus(GRACE).toMillis());
    return new ConnectionState(
        connection, autoCommit, networkTimeout, dialect.begin(connection, timeout));
  }

  @Override
  public void close() throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    undo.run();
    setNetworkTimeout(connection, networkTimeout);
    if (autoCommit) {
      connection.setAutoCommit(true);
    }
  }

  /** A server that has gone without a word must not hold a thread for ever. */
  private static int setNetworkTimeout(Connection connection, int millis) throws SQLException {
    try {
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, millis);
      return before;
    } catch (SQLFeatureNotSupportedException e) {
      return 0;
    }
  }
}
