package io.voteengine.jdbc.sql;

import io.voteengine.jdbc.sql.bulk.BulkSql;
import io.voteengine.jdbc.sql.bulk.MySqlBulkSql;
import io.voteengine.util.Micros;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * MySQL 8 and MariaDB 10.11, and newer, with the same SQL on both.
 *
 * @param mariaDb whether it is MariaDB
 */
public record MySqlDialect(boolean mariaDb) implements Dialect {
  private static final String READ_COMMITTED = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";
  private static final int IN_TRANSACTION = 1568;

  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  @Override
  public String folder() {
    return "mysql";
  }

  @Override
  public BulkSql bulk() {
    return new MySqlBulkSql();
  }

  @Override
  public String tables() {
    return "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()";
  }

  @Override
  public void claim(Connection connection) throws SQLException {
    try {
      execute(connection, READ_COMMITTED);
    } catch (SQLException e) {
      if (e.getErrorCode() == IN_TRANSACTION) {
        throw Dialect.workOfOthers();
      }
      throw e;
    }
  }

  @Override
  public Step begin(Connection connection, Duration timeout) throws SQLException {
    execute(connection, READ_COMMITTED);
    String limit = mariaDb ? "max_statement_time" : "max_execution_time";
    double inItsUnit = mariaDb ? timeout.toMillis() / 1e3 : timeout.toMillis();
    long seconds = timeout.plusMillis(999).toSeconds();
    return MySqlSession.set(
        connection,
        Map.of(
            "innodb_lock_wait_timeout",
            Long.toString(seconds),
            limit,
            number(inItsUnit),
            "wait_timeout",
            Long.toString(LONGEST_IDLE.toSeconds())));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    LostCommitException.guard(connection::commit);
  }

  /**
   * InnoDB shows a commit to others before it is on disk. A commit of our own comes after it in the
   * log. It is one statement, so that it holds its lock only as long as the server takes.
   */
  @Override
  public void settle(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    execute(
        connection,
        """
        INSERT INTO vote_settle (slot, turn) VALUES (CONNECTION_ID() % 64, 1)
        ON DUPLICATE KEY UPDATE turn = turn + 1\
        """);
  }

  @Override
  public void refuseUnsafe(Connection connection) throws SQLException {
    MySqlSettings.refuseUnsafe(connection);
  }

  /** Each definition commits, so the lock belongs to the session. */
  @Override
  public Step lockSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT GET_LOCK('vote_schema', @@innodb_lock_wait_timeout)")) {
      rows.next();
      if (rows.getInt(1) != 1) {
        throw new SQLException(
            "another session has held the lock vote_schema all the time", "HYT00");
      }
    }
    return () -> execute(connection, "DO RELEASE_LOCK('vote_schema')");
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public String deleteLog(String table) {
    return "DELETE FROM " + table + " WHERE log_day < ? LIMIT ?";
  }

  @Override
  public String deleteBackup() {
    return "DELETE FROM vote_backup_vote WHERE part = ? AND backup = ? LIMIT ?";
  }

  /** The columns are in UTC; the session may not be. */
  @Override
  public String now() {
    return "UTC_TIMESTAMP(6)";
  }

  @Override
  public String today() {
    return "UTC_DATE()";
  }

  @Override
  public String intervals(String from, String to, String micros) {
    return "TIMESTAMPDIFF(MICROSECOND, %s, %s) DIV %s".formatted(from, to, micros);
  }

  @Override
  public String byCodePoint(String expression) {
    // The columns are bytes of UTF-8.
    return expression;
  }

  /** From the entries to their subjects: a join by subject does not use the time in its index. */
  @Override
  public String logOfPoll() {
    return "vote_event e STRAIGHT_JOIN vote_tally t ON t.id = e.tally";
  }

  /** MySQL does not see that a column which equals a sub-select has one value. */
  @Override
  public String newestFirst(String columns) {
    return columns + " DESC, cast_at DESC";
  }

  /** As text: MySQL's driver takes MariaDB 10 for a server without fractions of seconds. */
  @Override
  public Object moment(long micros) {
    return TEXT.format(LocalDateTime.ofInstant(Micros.toInstant(micros), ZoneOffset.UTC));
  }

  @Override
  public Object uuid(UUID value) {
    return ByteBuffer.allocate(16)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits())
        .array();
  }
}
