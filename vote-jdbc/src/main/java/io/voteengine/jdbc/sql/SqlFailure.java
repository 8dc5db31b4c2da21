package io.voteengine.jdbc.sql;

import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.spi.OutcomeUnknownException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains a database's failure: what it means, and what to do. */
public final class SqlFailure {
  private static final int H2_GENERAL_ERROR = 50000;

  /** H2: a file cannot be opened, for any of many reasons. */
  private static final int H2_OPENING = 8000;

  /** H2: concurrent update. */
  private static final String H2_CONCURRENT = "90131";

  private static final String H2_IN_USE = "90020";
  public static final String H2_CLOSED = "90098";
  private static final String H2_READ_ONLY = "90097";
  private static final String H2_NO_LITERALS = "90116";
  private static final String H2_NO_ADMIN = "90040";

  private static final String TIMEOUT = "HYT00";
  private static final String NO_PRIVILEGE = "42501";
  private static final String READ_ONLY = "25006";
  private static final String FULL = "53100";

  private static final Set<String> MISSING_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");
  private static final Set<String> LOST_STATEMENT = Set.of("26000", "42P05");
  private static final Set<String> TIMED_OUT = Set.of("57014", TIMEOUT, "55P03");
  private static final Set<String> NO_RIGHT = Set.of(NO_PRIVILEGE, "90096", H2_NO_ADMIN);

  /**
   * MySQL and MariaDB give most errors a generic state. This maps their numbers to the state that
   * they mean.
   */
  private static final Map<Integer, String> MYSQL =
      Map.ofEntries(
          Map.entry(1062, "23505"), // duplicate key
          Map.entry(1205, TIMEOUT), // lock wait
          Map.entry(1317, TIMEOUT), // interrupted
          Map.entry(1969, TIMEOUT), // MariaDB's max_statement_time
          Map.entry(3024, TIMEOUT), // MySQL's max_execution_time
          Map.entry(1044, NO_PRIVILEGE), // on the database
          Map.entry(1142, NO_PRIVILEGE), // on a table
          Map.entry(1143, NO_PRIVILEGE), // on a column
          Map.entry(1227, NO_PRIVILEGE), // of administrators
          Map.entry(1049, "3D000"), // no such database
          Map.entry(1290, READ_ONLY), // read_only
          Map.entry(1836, READ_ONLY), // read-only mode
          Map.entry(1021, FULL), // disk full
          Map.entry(1114, FULL), // table full
          Map.entry(1040, "53300"), // too many connections
          Map.entry(1203, "53300"), // of this user
          Map.entry(1226, "53300"), // a user's limit
          Map.entry(1265, "22000"), // data truncated
          Map.entry(1364, "23502"), // a column without a default
          Map.entry(1366, "22000"), // incorrect value for a column
          Map.entry(1369, "44000"), // a view's check option
          Map.entry(1526, "23514"), // no partition for a value
          Map.entry(3819, "23514"), // MySQL's check constraint
          Map.entry(4025, "23514")); // MariaDB's

  /** Data out of range, constraints, views, the database's limits, and what triggers raise. */
  private static final Set<String> REFUSED_CLASSES = Set.of("22", "23", "44", "45", "54", "P0");

  /** H2: an exception in a trigger. */
  private static final String H2_TRIGGER = "90005";

  private SqlFailure() {}

  /**
   * Returns the driver's exception. A pool that found no connection says so itself, and has the
   * reason as its cause.
   */
  public static @Nullable SQLException sqlCause(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException e) {
        SQLException deeper =
            e instanceof SQLTransientConnectionException && e.getCause() != null
                ? sqlCause(e.getCause())
                : null;
        return deeper == null ? e : deeper;
      }
    }
    return null;
  }

  /**
   * Returns whether the transaction was certainly rolled back and may succeed the next time: it
   * lost against another one (class 40), or both inserted the same new row (23505).
   */
  static boolean retriable(SQLException e) {
    if (e instanceof LostCommitException || e instanceof RefusedDataException) {
      return false;
    }
    return lostConflict(e) || state(e).equals("23505") || isH2CreatingTwice(e);
  }

  /** Returns whether the transaction was rolled back in favor of another one. */
  static boolean lostConflict(SQLException e) {
    String state = state(e);
    return !(e instanceof LostCommitException)
        && ((state.startsWith("40") && !state.equals("40003")) || state.equals(H2_CONCURRENT));
  }

  /**
   * Returns whether the database refused the data themselves, so that it will do so again. For
   * writers that hold the partition's lock: for others, 23505 may mean a race.
   */
  public static boolean refusesData(SQLException e) {
    String state = state(e);
    return (state.length() == 5 && REFUSED_CLASSES.contains(state.substring(0, 2)))
        || state.equals(H2_TRIGGER);
  }

  /** Returns the database's message, without the statement, which H2 repeats. */
  public static String words(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int statement = message.indexOf("; SQL statement:");
    return statement < 0 ? message : message.substring(0, statement);
  }

  /**
   * Two nodes created the same object at once; H2's IF NOT EXISTS does not see the other in time.
   */
  private static boolean isH2CreatingTwice(SQLException e) {
    return e.getErrorCode() == H2_GENERAL_ERROR
        && String.valueOf(e.getMessage()).contains("object already exists");
  }

  /** Returns the exception to throw when {@code what} has failed. */
  static VoteException translate(String what, Exception failure) {
    SQLException cause = sqlCause(failure);
    String detail =
        cause == null
            ? failure.toString()
            : words(cause) + " (SQLSTATE " + cause.getSQLState() + ")" + reason(cause);
    if (cause instanceof LostCommitException) {
      return new OutcomeUnknownException(
          "The ledger could not "
              + what
              + ": the commit was not confirmed, so whether it happened is not known; read the"
              + " position, or repeat the call. The database says: "
              + detail,
          failure);
    }
    String remedy = cause == null ? "see the cause" : remedy(cause);
    return new VoteLedgerException(
        "The ledger could not "
            + what
            + ": nothing was committed; "
            + remedy
            + ". The database says: "
            + detail,
        failure);
  }

  /**
   * Returns the operating system's message, which some drivers leave out, as H2 does for its files.
   */
  private static String reason(SQLException e) {
    for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
      if (t instanceof IOException && t.getCause() == null) {
        return ", because: " + t.getMessage();
      }
    }
    return "";
  }

  private static String remedy(SQLException e) {
    String state = state(e);
    if (e instanceof SQLTransientConnectionException && state.isEmpty()) {
      return "no connection of the pool came free in time: make it larger, or find who keeps its"
          + " connections";
    }
    if (e.getErrorCode() == H2_OPENING && String.valueOf(e.getMessage()).contains("Lock file")) {
      return "another process is opening the H2 file, which AUTO_SERVER=TRUE allows once that is"
          + " done: try again in some seconds, or start one process after the other";
    }
    if (isLostStatement(e)) {
      return "a prepared statement is missing on the server, or exists twice: behind a pooler that"
          + " gives each transaction another connection, as PgBouncer does with pool_mode ="
          + " transaction, add prepareThreshold=0 to the URL";
    }
    if (String.valueOf(e.getMessage()).contains("unsupported startup parameter")) {
      return "a pooler such as PgBouncer refuses an option of the URL: take it out, and choose the"
          + " schema by ALTER ROLE ... SET search_path instead of currentSchema";
    }
    if (String.valueOf(e.getMessage()).contains("statement pooling mode")) {
      return "the pooler takes single statements only, and a batch of votes is several: use it with"
          + " pool_mode = session or transaction";
    }
    if (state.startsWith("08")) {
      return "the database cannot be reached: check its address, and that it runs";
    }
    if (state.startsWith("28")) {
      return "the database refuses user or password: correct them";
    }
    if (state.equals("3D000") || state.equals("90149") || state.equals("90146")) {
      return "there is no such database: create it, or correct the URL";
    }
    if (state.equals(H2_IN_USE)) {
      return "another process has the H2 file open: one process at a time can use it";
    }
    if (state.equals(H2_CLOSED)) {
      return "H2 has closed its file after a failure: fix what failed, then repeat the call, which"
          + " opens it again";
    }
    if (state.equals(H2_NO_LITERALS)) {
      return "H2 refuses literals, which the ledger's statements contain: set ALLOW_LITERALS = ALL";
    }
    if (MISSING_TABLE.contains(state)) {
      return "a table is missing: call VoteSchema.migrate(dataSource)";
    }
    if (NO_RIGHT.contains(state)) {
      return "the database user lacks a right: grant SELECT, INSERT, UPDATE and DELETE on the vote"
          + " tables, on PostgreSQL EXECUTE on vote_write, and to migrate CREATE (on H2: ADMIN, which forcing commits to disk takes)";
    }
    if (TIMED_OUT.contains(state) || e instanceof SQLTimeoutException) {
      return "a statement took longer than its timeout: look for a lock that is held, or raise"
          + " statementTimeout";
    }
    if (isReadOnly(e)) {
      return "the database is read-only: use the primary, not a replica, and a pool that is not"
          + " read-only";
    }
    if (state.equals(FULL)) {
      return "the database has no space left on its disk: free some, then repeat the call";
    }
    if (state.startsWith("53") || state.equals("57P03")) {
      return "the database is short of resources: free some, then repeat the call";
    }
    if (e instanceof RefusedDataException) {
      return "the database refuses these data: fix the constraint or trigger that it names";
    }
    if (retriable(e)) {
      return "it kept losing against other transactions: repeat the call";
    }
    return "see what the database says";
  }

  /**
   * Returns whether nothing was written because the session or its server takes no writes, such as
   * a replica, which a former primary is after a failover.
   */
  static boolean isReadOnly(SQLException e) {
    if (e instanceof LostCommitException) {
      return false;
    }
    String state = state(e);
    return state.equals(READ_ONLY)
        || state.equals(H2_READ_ONLY)
        // MySQL's driver itself, with the state of all calls that it refuses.
        || (state.equals("S1009") && String.valueOf(e.getMessage()).contains("read-only"));
  }

  /**
   * Returns whether the server does not have a statement that the driver prepared, or has it twice.
   */
  static boolean isLostStatement(SQLException e) {
    return LOST_STATEMENT.contains(state(e));
  }

  private static String state(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return MYSQL.getOrDefault(e.getErrorCode(), state);
  }
}
