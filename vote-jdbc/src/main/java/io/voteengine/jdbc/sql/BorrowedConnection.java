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
 * A connection of the host's for one transaction. It goes back with the settings with which it
 * came, or not at all.
 */
final class BorrowedConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BorrowedConnection.class);
  private static final LogThrottle PROBLEMS = new LogThrottle();

  /** How much longer the network may be silent than a statement may run. */
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

  /** Begins a transaction, unless somebody else has begun one on this connection. */
  void begin(Dialect dialect, Duration timeout) throws SQLException {
    autoCommit = connection.getAutoCommit();
    networkTimeout = networkTimeout();
    changed = true;
    // A server that has gone without a word must not hold a thread for ever.
    setNetworkTimeout(Math.toIntExact(timeout.plus(GRACE).toMillis()));
    if (autoCommit) {
      connection.setAutoCommit(false);
    } else {
      dialect.claim(connection);
    }
    ours = true;
    undo = dialect.begin(connection, timeout);
  }

  /** Ends a transaction that has failed, if it is ours. */
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
    SQLException failure = SqlFailure.sqlCause(cause);
    if (failure != null && SqlFailure.isReadOnly(failure)) {
      // After a failover it leads to what is a replica now; a new one may lead to the primary.
      abandon();
    }
  }

  /** Closes the connection for good, so that its pool makes another one. */
  private void abandon() {
    abandoned = true;
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A connection that nobody can use could not be closed", e);
    }
  }

  /** Hands it back. Never fails: by now it is settled what became of the transaction. */
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
      warn("A connection whose settings could not be put back is closed", e);
      abandon();
    }
  }

  private static void warn(String what, Exception e) {
    PROBLEMS.run(
        missed ->
            LOG.warn(
                "{}; what it was used for is not concerned ({} more since the last such line)",
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
      LOG.trace("No network time-out: {}", e.getMessage());
    }
  }
}
