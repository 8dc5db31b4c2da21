package io.voteengine.jdbc.sql;

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

  /** Microseconds as a moment, in integers: a factor above 2^53 would be rounded. */
  private static final String CAST_AT =
      """
      timestamptz 'epoch'
      + make_interval(hours => (k.cast_at / 3600000000)::int)
      + (k.cast_at % 3600000000) * interval '1 microsecond'\
      """;

  @Override
  public String folder() {
    return "postgresql";
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

  @Override
  public String readVotes() {
    // The sub-select with OFFSET keeps the planner at one index look-up per key.
    return """
        SELECT k.n, v.choice, v.voided, v.direct, v.cast_at, v.request_id
        FROM (SELECT ?::int AS part) p
        CROSS JOIN unnest(?::text[], ?::text[], ?::text[])
          WITH ORDINALITY AS k (poll, subject, voter, n)
        CROSS JOIN LATERAL (
          SELECT choice, voided, direct, cast_at, request_id FROM vote
          WHERE part = p.part AND poll = k.poll AND subject = k.subject AND voter = k.voter
          OFFSET 0
        ) v
        """;
  }

  @Override
  public String readSubjects() {
    return """
        SELECT k.n, t.up, t.down, t.version, NOT EXISTS (
          SELECT 1 FROM vote
          WHERE part = p.part AND poll = k.poll AND subject = k.subject
          OFFSET 0
        ) AS complete
        FROM (SELECT ?::int AS part) p
        CROSS JOIN unnest(?::text[], ?::text[]) WITH ORDINALITY AS k (poll, subject, n)
        LEFT JOIN LATERAL (
          SELECT up, down, version FROM vote_tally
          WHERE part = p.part AND poll = k.poll AND subject = k.subject
          OFFSET 0
        ) t ON true
        """;
  }

  @Override
  public String readVotesOn() {
    return """
        SELECT k.n, v.voter, v.choice, v.cast_at, v.request_id
        FROM (SELECT ?::int AS part) p
        CROSS JOIN unnest(?::text[], ?::text[]) WITH ORDINALITY AS k (poll, subject, n)
        CROSS JOIN LATERAL (
          SELECT voter, choice, cast_at, request_id FROM vote
          WHERE part = p.part AND poll = k.poll AND subject = k.subject
          OFFSET 0
        ) v
        """;
  }

  @Override
  public String writeVotes() {
    return """
        SELECT n, state, reason FROM vote_write(
          ?, ?::text[], ?::text[], ?::text[], ?::smallint[], ?::bigint[], ?::uuid[], ?)
        """;
  }

  @Override
  public boolean tellsRefusedVotes() {
    return true;
  }

  @Override
  public String addToTallies() {
    return """
        INSERT INTO vote_tally AS t (part, poll, subject, up, down, version, first_at)
        SELECT ?, k.poll, k.subject, k.up, k.down, k.version, k.first_at
        FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
          AS k (poll, subject, up, down, version, first_at)
        ON CONFLICT (part, poll, subject) DO UPDATE
        SET up = t.up + excluded.up, down = t.down + excluded.down,
            version = t.version + excluded.version,
            first_at = least(t.first_at, excluded.first_at)
        RETURNING poll, subject, up, down, version
        """;
  }

  @Override
  public String markStale() {
    return """
        INSERT INTO vote_stale (part, poll, subject, mark)
        SELECT ?, k.poll, k.subject, k.mark
        FROM unnest(?::text[], ?::text[], ?::bigint[]) AS k (poll, subject, mark)
        ON CONFLICT (part, poll, subject) DO UPDATE SET mark = excluded.mark
        """;
  }

  @Override
  public String readRequests() {
    return """
        SELECT e.poll, e.subject, e.voter, e.previous, e.choice, e.cast_at, e.request_id, e.variant
        FROM vote_event e WHERE e.part = ? AND e.request_id = ANY (?::uuid[])\
        """;
  }

  @Override
  public String logEvents() {
    return """
        INSERT INTO vote_event (part, epoch, seq, request_id, poll, subject, voter,
          previous, choice, cast_at, variant, counted)
        SELECT ?, k.epoch, k.seq, k.request_id, k.poll, k.subject, k.voter,
          k.previous, k.choice, %s, k.variant, k.counted
        FROM unnest(?::bigint[], ?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::text[],
            ?::smallint[], ?::smallint[], ?::bigint[], ?::text[], ?::boolean[])
          AS k (epoch, seq, request_id, poll, subject, voter,
            previous, choice, cast_at, variant, counted)
        """
        .formatted(CAST_AT);
  }
}
