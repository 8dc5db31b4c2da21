package io.voteengine.jdbc.sql;

import io.voteengine.VoteConfigurationException;
import io.voteengine.jdbc.sql.bulk.BulkSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** The differences between databases: sessions, transactions, expressions and values. */
public sealed interface Dialect permits PostgresDialect, MySqlDialect, H2Dialect {
  /**
   * How long a transaction may stay idle while it waits for its own node. A node that froze would
   * hold its partition's lock for as long.
   */
  Duration LONGEST_IDLE = Duration.ofSeconds(5);

  /** The folder of the migrations. */
  String folder();

  /** The statements over many rows. */
  BulkSql bulk();

  /** Selects the names of the tables that unqualified names can reach. */
  String tables();

  /**
   * Makes sure that a connection with auto-commit off carries no work of other code, which our
   * commit or rollback would end. What a pool did to prepare the connection is committed, so that
   * it stays.
   *
   * @throws VoteConfigurationException when it carries such work, which is left as it is
   */
  void claim(Connection connection) throws SQLException;

  /** Returns the exception for {@link #claim}. */
  static VoteConfigurationException workOfOthers() {
    return new VoteConfigurationException(
        "The data source gave the ledger a connection in the middle of a transaction that somebody"
            + " else has begun; the ledger has left it as it was and did nothing. Give it the pool"
            + " itself, not a proxy that shares the connections of the application's transactions,"
            + " or call it outside of them. Of a pool with auto-commit off, have no test query or"
            + " initial statement read tables.",
        null);
  }

  /**
   * Returns the lock that a writing transaction holds from before its begin until after its end;
   * null where several may write at once.
   */
  default @Nullable Lock writeLock() {
    return null;
  }

  /**
   * Prepares a connection, auto-commit off, for one transaction at READ COMMITTED.
   *
   * @throws SQLException with the state 25006 when the server is a replica, from which the ledger
   *     must not even read; some databases report this at the first write only
   */
  Step begin(Connection connection, Duration timeout) throws SQLException;

  /**
   * Commits. On return the server has confirmed it, and it is on disk.
   *
   * @throws LostCommitException when it may have happened
   * @throws SQLException when it has certainly not happened
   */
  void commit(Connection connection) throws SQLException;

  /** Does the same as {@link #commit}, but the caller must check whether it happened. */
  default void commitUnconfirmed(Connection connection) throws SQLException {
    commit(connection);
  }

  /** Waits until everything that this connection could see is on disk. */
  void settle(Connection connection) throws SQLException;

  /**
   * Refuses a server whose settings break the ledger's promises, when no session can correct them.
   */
  default void refuseUnsafe(Connection connection) throws SQLException {}

  /** Lets one node at a time migrate, until the returned step runs or the transaction ends. */
  Step lockSchema(Connection connection) throws SQLException;

  /** Returns an expression that orders the given one by Unicode code points. */
  String byCodePoint(String expression);

  /** Orders a poll's tallies by a column, and by code points where equal, as the index does. */
  default String highestFirst(String column) {
    return column + " DESC, subject";
  }

  /** Orders entries of the audit log by their moment, as the index on these columns does. */
  default String newestFirst(String columns) {
    return "cast_at DESC";
  }

  /**
   * The audit log, named e, with the tallies of its subjects, named t, to select a poll's entries.
   */
  default String logOfPoll() {
    return "vote_partition p JOIN vote_tally t ON t.part = p.part JOIN vote_event e ON e.tally = t.id";
  }

  /** The current moment by the database's clock, in the type of moment columns. */
  default String now() {
    return "CURRENT_TIMESTAMP";
  }

  /** The time of a statement; on H2, that of the transaction's start. */
  default String wallClock() {
    return now();
  }

  /** The current day by the database's clock, in UTC. */
  default String today() {
    return "CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS DATE)";
  }

  /** The number of whole intervals of this many microseconds between two moments in their order. */
  String intervals(String from, String to, String micros);

  /** Returns the value to bind for a moment in microseconds. */
  default Object moment(long micros) {
    return ColumnValues.moment(micros);
  }

  /** Returns the value to bind for a UUID. */
  default Object uuid(UUID value) {
    return value;
  }

  /** Whether the audit log is partitioned by days; otherwise it is one table. */
  default boolean partitionsLog() {
    return false;
  }

  /** Deletes rows of a table of the audit log from before a day, at most this many. */
  String deleteLog(String table);

  /** Deletes rows that a backup has in a partition, at most this many. */
  String deleteBackup();

  /** A part of a transaction; {@link #begin} returns the one that undoes its settings. */
  @FunctionalInterface
  interface Step {
    void run() throws SQLException;
  }
}
