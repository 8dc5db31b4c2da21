package io.voteengine.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection's settings as it came, changed for one transaction and put back after it. */
final class ConnectionState {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionState.class);

  /** How much longer the network may be silent than a statement may run. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Connection connection;
  private final boolean autoCommit;
  private final int networkTimeout;
  private Dialect.Step undo = () -> {};

  private ConnectionState(Connection connection, boolean autoCommit, int networkTimeout) {
    this.connection = connection;
    this.autoCommit = autoCommit;
    this.networkTimeout = networkTimeout;
  }

  static ConnectionState take(Connection connection) throws SQLException {
    return new ConnectionState(connection, connection.getAutoCommit(), networkTimeout(connection));
  }

  void begin(Dialect dialect, Duration timeout) throws SQLException {
    if (autoCommit) {
      connection.setAutoCommit(false);
    }
    // A server that has gone without a word must not hold a thread for ever.
    setNetworkTimeout(Math.toIntExact(timeout.plus(GRACE).toMillis()));
    undo = dialect.begin(connection, timeout);
  }

  /** Never fails: by now it is settled what became of the transaction. */
  void restore() {
    try {
      if (!connection.isClosed()) {
        undo.run();
        setNetworkTimeout(networkTimeout);
        if (connection.getAutoCommit() != autoCommit) {
          connection.setAutoCommit(autoCommit);
        }
      }
    } catch (SQLException e) {
      LOG.warn("A connection goes back to its pool with the ledger's settings: it is broken", e);
    }
  }

  private static int networkTimeout(Connection connection) throws SQLException {
    try {
      return connection.getNetworkTimeout();
    } catch (SQLFeatureNotSupportedException e) {
      return 0;
    }
  }

  private void setNetworkTimeout(int millis) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, millis);
    } catch (SQLFeatureNotSupportedException e) {
      LOG.trace("No network time-out: {}", e.getMessage());
    }
  }
}
