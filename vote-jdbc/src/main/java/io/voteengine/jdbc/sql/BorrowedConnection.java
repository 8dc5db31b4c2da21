package io.voteengine.jdbc.sql;

import io.voteengine.log.LogThrottle;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool's connection, borrowed for one transaction. It goes back with its former settings, or not
 * at all.
 */
final class BorrowedConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BorrowedConnection.class);
  private static final LogThrottle PROBLEMS = new LogThrottle();

  /** How much longer than a statement may run the network may be silent. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Handle handle;
  private final Connection connection;
  private boolean autoCommit;
  private int networkTimeout;
  private Dialect.Step undo = () -> {};
  private boolean changed;
  private boolean ours;
  private boolean abandoned;

  BorrowedConnection(Handle handle) {
    this.handle = handle;
    this.connection = handle.getConnection();
  }

  Handle handle() {
    return handle;
  }

  /** Begins a transaction, unless other code has begun one on this connection. */
  void begin(Dialect dialect, Duration timeout) throws SQLException {
    autoCommit = connection.getAutoCommit();
    networkTimeout = networkTimeout();
    changed = true;
    // A server that disappears silently must not hold a thread for ever.
    setNetworkTimeout(Math.toIntExact(timeout.plus(GRACE).toMillis()));
    if (autoCommit) {
      connection.setAutoCommit(false);
    } else {
      dialect.claim(connection);
    }
    ours = true;
    undo = dialect.begin(connection, timeout);
  }

  /** Ends a failed transaction if this class has begun it. */
  void fail(Throwable cause) {
    if (!ours) {
      return;
    }
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is gone, and the transaction with it; the cause says why.
      cause.addSuppressed(e);
    }
    SQLException failure = SqlStates.sqlCause(cause);
    if (failure != null && SqlStates.isReadOnly(failure)) {
      // After a failover it leads to the former primary, now a replica; a new one may lead to the
      // primary.
      abandon();
    }
  }

  /** Closes the connection for good, so that its pool opens another one. */
  private void abandon() {
    abandoned = true;
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      LOG.debug("An unusable connection could not be closed", e);
    }
  }

  /** Hands the connection back. Never fails: the outcome of the transaction is settled by now. */
  @Override
  public void close() {
    restore();
    try {
      handle.close();
    } catch (RuntimeException e) {
      if (abandoned) {
        LOG.debug("A closed connection was handed back", e);
      } else {
        warn("A connection could not be handed back to its pool", e);
      }
    }
  }

  private void restore() {
    try {
      if (changed && !abandoned && !connection.isClosed()) {
        undo.run();
        setNetworkTimeout(networkTimeout);
        if (connection.getAutoCommit() != autoCommit) {
          connection.setAutoCommit(autoCommit);
        }
      }
    } catch (SQLException | RuntimeException e) {
      warn("A connection whose settings could not be restored is closed", e);
      abandon();
    }
  }

  private static void warn(String what, Exception e) {
    PROBLEMS.run(
        missed ->
            LOG.warn(
                "{}; its transactions are not affected ({} more since the last such line)",
                what,
                missed,
                e));
  }

  private int networkTimeout() throws SQLException {
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
      LOG.trace("No network timeout: {}", e.getMessage());
    }
  }
}
