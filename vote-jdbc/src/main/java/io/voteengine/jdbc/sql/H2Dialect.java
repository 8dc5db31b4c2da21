package io.voteengine.jdbc.sql;

import io.voteengine.jdbc.sql.bulk.BulkSql;
import io.voteengine.jdbc.sql.bulk.H2BulkSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * H2 2.4, embedded or as a server.
 *
 * <p>H2 appends what changed to its file in pieces that may show one map of a database before a
 * commit, and another one after it, if several transactions write at once. When the process is
 * killed after such a piece, a part of the commit is lost, and its rows may come back later. So one
 * transaction at a time writes to a file, and no thread of H2 does (see {@link H2Settings}).
 *
 * @param writeLock held by the transaction that writes; null for a database in memory
 */
public record H2Dialect(@Nullable Lock writeLock) implements Dialect {
  /** Locks by the paths of files. */
  private static final ConcurrentMap<String, Lock> WRITE_LOCKS = new ConcurrentHashMap<>();

  private static final ReentrantLock MIGRATING = new ReentrantLock();

  static H2Dialect of(Connection connection) throws SQLException {
    String file = Settings.read(connection, "CALL DATABASE_PATH()")[0];
    return new H2Dialect(
        file == null ? null : WRITE_LOCKS.computeIfAbsent(file, path -> new ReentrantLock(true)));
  }

  @Override
  public String folder() {
    return "h2";
  }

  @Override
  public BulkSql bulk() {
    return new H2BulkSql();
  }

  @Override
  public String tables() {
    // In upper case, as these names are even when H2 does not fold names.
    return "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = CURRENT_SCHEMA";
  }

  @Override
  public void claim(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT CONTAINS_UNCOMMITTED FROM INFORMATION_SCHEMA.SESSIONS
                WHERE SESSION_ID = SESSION_ID()
                """)) {
      rows.next();
      if (rows.getBoolean(1)) {
        throw Dialect.workOfOthers();
      }
    }
  }

  @Override
  public Step begin(Connection connection, Duration timeout) throws SQLException {
    int isolation = connection.getTransactionIsolation();
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    int[] before = timeouts(connection, Math.toIntExact(timeout.toMillis()), seconds(timeout));
    return () -> {
      timeouts(connection, before[0], before[1]);
      connection.setTransactionIsolation(isolation);
    };
  }

  /** Sets the session's timeouts for locks and for statements. */
  private static int[] timeouts(Connection connection, int lockMillis, int statementSeconds)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int[] before = {0, statement.getQueryTimeout()};
      try (ResultSet rows = statement.executeQuery("CALL LOCK_TIMEOUT()")) {
        rows.next();
        before[0] = rows.getInt(1);
      }
      statement.execute("SET LOCK_TIMEOUT " + lockMillis);
      statement.setQueryTimeout(statementSeconds);
      return before;
    }
  }

  private static int seconds(Duration timeout) {
    return Math.toIntExact(timeout.plusMillis(999).toSeconds());
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    LostCommitException.guard(connection::commit);
    LostCommitException.guard(() -> settle(connection));
  }

  @Override
  public void settle(Connection connection) throws SQLException {
    // A commit writes the file, since WRITE_DELAY is 0, but does not force it to disk.
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }

  @Override
  public void refuseUnsafe(Connection connection) throws SQLException {
    H2Settings.refuseUnsafe(connection);
  }

  @Override
  public Step lockSchema(Connection connection) {
    // No lock of H2 outlasts a definition, which commits. Its databases mostly serve one process.
    MIGRATING.lock();
    return MIGRATING::unlock;
  }

  @Override
  public String today() {
    // Casting a moment to a date uses the day of the session's time zone.
    return "DATEADD(DAY, CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) / 86400) AS INTEGER),"
        + " DATE '1970-01-01')";
  }

  @Override
  public String deleteLog(String table) {
    return "DELETE FROM " + table + " WHERE log_day < ? FETCH FIRST ? ROWS ONLY";
  }

  @Override
  public String deleteBackup() {
    return "DELETE FROM vote_backup_vote WHERE part = ? AND backup = ? FETCH FIRST ? ROWS ONLY";
  }

  @Override
  public String byCodePoint(String expression) {
    // H2 compares UTF-16 code units.
    return "STRINGTOUTF8(CAST(" + expression + " AS VARCHAR))";
  }

  @Override
  public String highestFirst(String column) {
    // H2 uses an index for an order only from its first column on, although the poll is one value
    // here.
    return "poll, " + column + " DESC, subject_utf8";
  }

  @Override
  public String intervals(String from, String to, String micros) {
    return "DATEDIFF(MICROSECOND, CAST(%s AS TIMESTAMP(6) WITH TIME ZONE), %s) / CAST(%s AS BIGINT)"
        .formatted(from, to, micros);
  }

  @Override
  public String newestFirst(String columns) {
    return columns + ", cast_at DESC";
  }
}
