package io.voteengine.jdbc.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** H2 2.4, embedded or as a server. */
public record H2Dialect() implements Dialect {
  private static final ReentrantLock MIGRATING = new ReentrantLock();

  /**
   * Microseconds as a moment, in two steps: in one step, H2 counts nanoseconds and overflows in
   * 2262.
   */
  private static final String CAST_AT =
      """
      DATEADD(MICROSECOND, MOD(k.cast_at, 86400000000), DATEADD(DAY, k.cast_at / 86400000000,
        TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00'))\
      """;

  @Override
  public String folder() {
    return "h2";
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
    // H2 writes a commit up to WRITE_DELAY (500 ms) later, and never forces it to disk. This writes
    // and forces it, whatever the settings of the database.
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
  public String readVotes() {
    return """
        SELECT k.n, v.choice, v.voided, v.direct, v.cast_at, v.request_id
        FROM (SELECT CAST(? AS INTEGER) AS part) p
        CROSS JOIN UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY),
            CAST(? AS VARCHAR ARRAY))
          WITH ORDINALITY AS k (poll, subject, voter, n)
        JOIN vote v ON v.part = p.part AND v.poll = k.poll
          AND v.subject = k.subject AND v.voter = k.voter
        """;
  }

  @Override
  public String readSubjects() {
    return """
        SELECT k.n, t.up, t.down, t.version, NOT EXISTS (
          SELECT 1 FROM vote
          WHERE part = p.part AND poll = k.poll AND subject = k.subject
        ) AS complete
        FROM (SELECT CAST(? AS INTEGER) AS part) p
        CROSS JOIN UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY))
          WITH ORDINALITY AS k (poll, subject, n)
        LEFT JOIN vote_tally t
          ON t.part = p.part AND t.poll = k.poll AND t.subject = k.subject
        """;
  }

  @Override
  public String readVotesOn() {
    return """
        SELECT k.n, v.voter, v.choice, v.cast_at, v.request_id
        FROM (SELECT CAST(? AS INTEGER) AS part) p
        CROSS JOIN UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY))
          WITH ORDINALITY AS k (poll, subject, n)
        JOIN vote v ON v.part = p.part AND v.poll = k.poll AND v.subject = k.subject
        """;
  }

  @Override
  public String writeVotes() {
    return """
        MERGE INTO vote v USING (
          SELECT CAST(? AS INTEGER) AS part, k.* FROM UNNEST(
            CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY),
            CAST(? AS SMALLINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS UUID ARRAY))
          AS k (poll, subject, voter, choice, cast_at, request_id)
        ) k ON v.part = k.part AND v.poll = k.poll
          AND v.subject = k.subject AND v.voter = k.voter
        WHEN MATCHED THEN
          UPDATE SET choice = k.choice, voided = 0, cast_at = %1$s, request_id = k.request_id
        WHEN NOT MATCHED THEN
          INSERT (part, poll, subject, voter, choice, cast_at, request_id)
          VALUES (k.part, k.poll, k.subject, k.voter, k.choice, %1$s, k.request_id)
        """
        .formatted(CAST_AT);
  }

  @Override
  public String addToTallies() {
    return """
        SELECT poll, subject, up, down, version FROM FINAL TABLE (
          MERGE INTO vote_tally t USING (
            SELECT CAST(? AS INTEGER) AS part, k.* FROM UNNEST(
              CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY),
              CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY),
              CAST(? AS BIGINT ARRAY))
            AS k (poll, subject, up, down, version, first_at)
          ) k ON t.part = k.part AND t.poll = k.poll AND t.subject = k.subject
          WHEN MATCHED THEN
            UPDATE SET up = t.up + k.up, down = t.down + k.down, version = t.version + k.version,
              first_at = COALESCE(LEAST(t.first_at, k.first_at), t.first_at, k.first_at)
          WHEN NOT MATCHED THEN
            INSERT (part, poll, subject, up, down, version, first_at)
            VALUES (k.part, k.poll, k.subject, k.up, k.down, k.version, k.first_at))
        """;
  }

  @Override
  public String markStale() {
    return """
        MERGE INTO vote_stale (part, poll, subject, mark) KEY (part, poll, subject)
        SELECT CAST(? AS INTEGER), k.* FROM UNNEST(
          CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS BIGINT ARRAY))
        AS k (poll, subject, mark)
        """;
  }

  @Override
  public String newestFirst(String columns) {
    return columns + ", cast_at DESC";
  }

  @Override
  public String readRequests() {
    return """
        SELECT e.poll, e.subject, e.voter, e.previous, e.choice, e.cast_at, e.request_id, e.variant
        FROM (SELECT CAST(? AS INTEGER) AS part) p
        CROSS JOIN UNNEST(CAST(? AS UUID ARRAY)) AS k (request_id)
        JOIN vote_event e ON e.part = p.part AND e.request_id = k.request_id\
        """;
  }

  @Override
  public String logEvents() {
    return """
        INSERT INTO vote_event (part, epoch, seq, request_id, poll, subject, voter,
          previous, choice, cast_at, variant, counted)
        SELECT CAST(? AS INTEGER), k.epoch, k.seq, k.request_id, k.poll, k.subject, k.voter,
          k.previous, k.choice, %s, k.variant, k.counted
        FROM UNNEST(
            CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS UUID ARRAY),
            CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY),
            CAST(? AS SMALLINT ARRAY), CAST(? AS SMALLINT ARRAY), CAST(? AS BIGINT ARRAY),
            CAST(? AS VARCHAR ARRAY), CAST(? AS BOOLEAN ARRAY))
          AS k (epoch, seq, request_id, poll, subject, voter,
            previous, choice, cast_at, variant, counted)
        """
        .formatted(CAST_AT);
  }
}
