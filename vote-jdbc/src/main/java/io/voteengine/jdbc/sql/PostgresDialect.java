package io.voteengine.jdbc.sql;

import io.voteengine.jdbc.sql.bulk.BulkSql;
import io.voteengine.jdbc.sql.bulk.PostgresBulkSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 14 and newer. */
public record PostgresDialect() implements Dialect {
  /** Any number that no other program uses: the bytes of "vote" and of "schm". */
  private static final long SCHEMA_LOCK = 0x766f7465_7363686dL;

  private static final String IN_TRANSACTION = "25001";

  /** Whether the transaction has written nothing, and locked nothing but the system's tables. */
  private static final String TOUCHED_NOTHING =
      """
      SELECT pg_current_xact_id_if_assigned() IS NULL AND NOT EXISTS (
        SELECT 1 FROM pg_locks l LEFT JOIN pg_class c ON c.oid = l.relation
        WHERE l.pid = pg_backend_pid() AND (l.locktype = 'advisory'
          OR l.locktype = 'relation' AND c.relnamespace IS DISTINCT FROM 'pg_catalog'::regnamespace))
      """;

  @Override
  public String folder() {
    return "postgresql";
  }

  @Override
  public BulkSql bulk() {
    return new PostgresBulkSql();
  }

  @Override
  public String tables() {
    return "SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))";
  }

  @Override
  public void claim(Connection connection) throws SQLException {
    try {
      // The driver refuses this within a transaction, without asking the server.
      connection.setReadOnly(connection.isReadOnly());
      return;
    } catch (SQLException e) {
      if (!IN_TRANSACTION.equals(e.getSQLState())) {
        throw e;
      }
    }
    if (!"t".equals(text(connection, TOUCHED_NOTHING, null))) {
      throw Dialect.workOfOthers();
    }
    connection.commit();
  }

  @Override
  public Step begin(Connection connection, Duration timeout) throws SQLException {
    // All of these end with the transaction. A commit that does not wait for the disk is no commit.
    // A deferred constraint in your database must fail where the data that it refuses can still be
    // identified. Without array_nulls, a null in an array becomes the word.
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
          SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
          SET LOCAL statement_timeout = %1$s;
          SET LOCAL lock_timeout = 0;
          SET LOCAL idle_in_transaction_session_timeout = %2$s;
          SET LOCAL array_nulls = on;
          SET CONSTRAINTS ALL IMMEDIATE;
          SELECT current_setting('transaction_read_only'),
            CASE WHEN current_setting('synchronous_commit') = 'off'
              THEN set_config('synchronous_commit', 'on', true) END,
            CASE WHEN current_setting('transaction_timeout', true) IS NOT NULL
              THEN set_config('transaction_timeout', '0', true) END\
          """
                .formatted(timeout.toMillis(), LONGEST_IDLE.toMillis()))) {
      statement.execute();
      if (last(statement).equals("on")) {
        // Reads too: a replica may show old data.
        throw new SQLException("the session is read-only, or the server a replica", "25006");
      }
    }
    return () -> {};
  }

  /** Returns the first value of the last of several results. */
  private static String last(Statement statement) throws SQLException {
    String value = "";
    while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
      ResultSet rows = statement.getResultSet();
      if (rows != null && rows.next()) {
        value = rows.getString(1);
      }
    }
    return value;
  }

  /**
   * Commits, and asks the server before and after. The driver's commit returns normally even when
   * the server rolled back, because a statement had failed and something between this class and the
   * driver hid that. A failed transaction refuses to answer the question before.
   */
  @Override
  public void commit(Connection connection) throws SQLException {
    String id = text(connection, "SELECT pg_current_xact_id_if_assigned()::text", null);
    commitUnconfirmed(connection);
    if (id != null) {
      LostCommitException.guard(() -> confirm(connection, id));
    }
  }

  @Override
  public void commitUnconfirmed(Connection connection) throws SQLException {
    LostCommitException.guard(connection::commit);
  }

  private static void confirm(Connection connection, String id) throws SQLException {
    connection.setAutoCommit(true);
    String status = text(connection, "SELECT pg_xact_status(?::xid8)", id);
    if (!"committed".equals(status)) {
      throw new SQLTransactionRollbackException(
          "the server did not commit, although the driver reported it: " + status, "40000");
    }
  }

  private static @Nullable String text(
      Connection connection, String query, @Nullable String argument) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      if (argument != null) {
        statement.setString(1, argument);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  @Override
  public void refuseUnsafe(Connection connection) throws SQLException {
    PostgresSettings.refuseUnsafe(connection);
  }

  @Override
  public void settle(Connection connection) {
    // What others can see is already on disk.
  }

  @Override
  public Step lockSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
    }
    return () -> {};
  }

  @Override
  public String wallClock() {
    return "clock_timestamp()";
  }

  @Override
  public boolean partitionsLog() {
    return true;
  }

  @Override
  public String deleteLog(String table) {
    return """
        DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM %1$s WHERE log_day < ? LIMIT ? FOR UPDATE SKIP LOCKED))
        """
        .formatted(table);
  }

  @Override
  public String deleteBackup() {
    return """
        DELETE FROM vote_backup_vote WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM vote_backup_vote WHERE part = ? AND backup = ? LIMIT ? FOR UPDATE))
        """;
  }

  @Override
  public String byCodePoint(String expression) {
    // The columns are COLLATE "C".
    return expression;
  }

  @Override
  public String intervals(String from, String to, String micros) {
    return """
        CAST(extract(epoch FROM %s - CAST(%s AS timestamptz)) * 1000000 AS bigint)
          / CAST(%s AS bigint)\
        """
        .formatted(to, from, micros);
  }
}
