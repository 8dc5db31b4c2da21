package io.voteengine.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;

/**
 * What differs between databases. The statements over many rows take the partition's number and one
 * array per column, in the order that {@link BulkStatements} gives them, so that a batch of any
 * size is one round trip.
 */
sealed interface Dialect permits PostgresDialect, H2Dialect {
  /** Folder of the migrations. */
  String folder();

  /** Selects the names of the tables that unqualified names reach. */
  String tables();

  /** Readies a connection, auto-commit off, for one transaction at READ COMMITTED. */
  Step begin(Connection connection, Duration timeout) throws SQLException;

  /**
   * Commits; on return the server has confirmed it, and it is on disk.
   *
   * @throws OutcomeUnknownException when it may have happened
   * @throws SQLException when it has certainly not happened
   */
  void commit(Connection connection) throws SQLException;

  /** Waits until everything that this connection could see is on disk. */
  void settle(Connection connection) throws SQLException;

  /** Lets one node at a time migrate, until the end of the transaction. */
  void lockSchema(Connection connection) throws SQLException;

  /** The expression, made to order by Unicode code points. */
  String byCodePoint(String expression);

  /** The microseconds from one moment to another, as a whole number. */
  String micros(String from, String to);

  String readVotes();

  String readSubjects();

  String writeVotes();

  /**
   * Whether {@link #writeVotes} writes what it can and returns the rest, as place (from 1),
   * SQLSTATE and reason. Where not, it is an update that fails as a whole.
   */
  boolean tellsRefusedVotes();

  String addToTallies();

  String logEvents();

  /**
   * Makes the partitions of the audit log for the days to come, and drops those before {@code
   * keptFrom}; does nothing where the log is one table. One node at a time.
   */
  void partLog(Connection connection, LocalDate today, LocalDate keptFrom) throws SQLException;

  /** Deletes rows of the audit log from before a day, at most so many. */
  String deleteLog();

  /** Part of a transaction; {@link #begin} returns the one that takes its settings back. */
  @FunctionalInterface
  interface Step {
    void run() throws SQLException;
  }
}
