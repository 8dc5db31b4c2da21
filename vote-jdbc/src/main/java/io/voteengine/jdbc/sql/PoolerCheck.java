package io.voteengine.jdbc.sql;

import io.voteengine.VoteConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a pooler in front of PostgreSQL loses the statements that the driver prepares,
 * as PgBouncer does when each transaction may get another server connection. Such a statement may
 * also be another client's with the same name, and do something else.
 */
public final class PoolerCheck {
  /**
   * More executions than the driver needs before it prepares a statement on the server, 5 by
   * default.
   */
  private static final int OFTEN = 10;

  private static final int ATTEMPTS = 10;

  private static final String WHAT = "look for a pooler in front of the database";

  private PoolerCheck() {}

  /** Refuses such a pooler if the driver prepares statements at all. */
  public static void run(Transactions transactions) {
    if (!transactions.read(WHAT, PoolerCheck::isToBeFoundOut)) {
      return;
    }
    // Two connections at once: checks that each held one of a small pool would wait for each other.
    synchronized (PoolerCheck.class) {
      transactions.read(
          WHAT,
          one -> {
            try (PreparedStatement kept = one.connection().prepareStatement("SELECT 1")) {
              for (int i = 0; i < OFTEN; i++) {
                kept.executeQuery().close();
              }
              // Another transaction takes the server connection that the first one had, unless a
              // new connection of the pool does so just then.
              for (int i = 0; i < ATTEMPTS; i++) {
                one.connection().rollback();
                transactions.read(WHAT, other -> again(kept, other));
              }
              return one;
            }
          });
    }
  }

  private static Transaction again(PreparedStatement kept, Transaction other) throws SQLException {
    try {
      kept.executeQuery().close();
    } catch (SQLException e) {
      if (!SqlStates.isLostStatement(e)) {
        throw e;
      }
      throw new VoteConfigurationException(
          "The pooler in front of PostgreSQL gives each transaction another connection and loses"
              + " the statements that the driver prepares, as PgBouncer does with pool_mode ="
              + " transaction: add prepareThreshold=0 to the URL.",
          e);
    }
    return other;
  }

  /** A pooler answers a new connection with a process number of its own. */
  private static boolean isToBeFoundOut(Transaction tx) throws SQLException {
    if (!(tx.dialect() instanceof PostgresDialect)) {
      return false;
    }
    Integer process = ofDriver(tx.connection(), "getBackendPID");
    Integer threshold = ofDriver(tx.connection(), "getPrepareThreshold");
    return process != null
        && process != Integer.parseInt(Settings.read(tx.connection(), "SELECT pg_backend_pid()")[0])
        && (threshold == null || threshold != 0);
  }

  /** Returns a number that the driver knows; null when proxies that do not unwrap hide it. */
  private static @Nullable Integer ofDriver(Connection connection, String method) {
    try {
      Connection real = connection.unwrap(Connection.class);
      Class<?> type =
          Class.forName("org.postgresql.PGConnection", false, real.getClass().getClassLoader());
      return (Integer) type.getMethod(method).invoke(connection.unwrap(type));
    } catch (SQLException | ReflectiveOperationException e) {
      return null;
    }
  }
}
