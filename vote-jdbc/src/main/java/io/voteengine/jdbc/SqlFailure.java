package io.voteengine.jdbc;

import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a database's failure means, and what to do. */
final class SqlFailure {
  private static final int H2_GENERAL_ERROR = 50000;

  /** H2: concurrent update. */
  private static final String H2_CONCURRENT = "90131";

  private static final String H2_IN_USE = "90020";
  private static final String H2_NO_ADMIN = "90040";

  private static final Set<String> MISSING_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");
  private static final Set<String> TIMED_OUT = Set.of("57014", "HYT00", "55P03");
  private static final Set<String> NO_RIGHT = Set.of("42501", "90096", H2_NO_ADMIN);

  /** Data out of range, constraints, views, the database's limits, and what triggers raise. */
  private static final Set<String> REFUSED_CLASSES = Set.of("22", "23", "44", "45", "54", "P0");

  /** H2: an exception in a trigger. */
  private static final String H2_TRIGGER = "90005";

  private SqlFailure() {}

  static @Nullable SQLException sqlCause(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException e) {
        return e;
      }
    }
    return null;
  }

  /**
   * Whether the transaction was certainly rolled back and may fare better the next time: it lost
   * against another one (class 40), or both inserted the same new row (23505).
   */
  static boolean retriable(SQLException e) {
    if (e instanceof OutcomeUnknownException || e instanceof RefusedDataException) {
      return false;
    }
    String state = state(e);
    return (state.startsWith("40") && !state.equals("40003"))
        || state.equals("23505")
        || state.equals(H2_CONCURRENT)
        || isH2CreatingTwice(e);
  }

  /**
   * Whether the database refused the data for what they are, so that it will do so again. For
   * writers that hold the partition's lock: to others, 23505 may mean a race.
   */
  static boolean refusesData(SQLException e) {
    String state = state(e);
    return (state.length() == 5 && REFUSED_CLASSES.contains(state.substring(0, 2)))
        || state.equals(H2_TRIGGER);
  }

  /** What the database says, without the statement, which H2 repeats. */
  static String words(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int statement = message.indexOf("; SQL statement:");
    return statement < 0 ? message : message.substring(0, statement);
  }

  /** Two nodes made the same object at once; H2's IF NOT EXISTS does not see the other in time. */
  private static boolean isH2CreatingTwice(SQLException e) {
    return e.getErrorCode() == H2_GENERAL_ERROR
        && String.valueOf(e.getMessage()).contains("object already exists");
  }

  /** The exception to throw when {@code what} has failed. */
  static VoteException translate(String what, Exception failure) {
    SQLException cause = sqlCause(failure);
    String detail =
        cause == null ? failure.toString() : words(cause) + " (SQLSTATE " + state(cause) + ")";
    String meaning;
    if (cause instanceof OutcomeUnknownException) {
      meaning =
          "the answer to the commit was lost, so whether it happened is not known;"
              + " read the position, or repeat the call";
    } else {
      meaning = "nothing was committed; " + (cause == null ? "see the cause" : remedy(cause));
    }
    return new VoteLedgerException(
        "The ledger could not " + what + ": " + meaning + ". The database says: " + detail,
        failure);
  }

  private static String remedy(SQLException e) {
    String state = state(e);
    if (e instanceof SQLTransientConnectionException || state.startsWith("08")) {
      return "the database cannot be reached in time: check its address, that it runs,"
          + " and that the pool has a connection to spare";
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
    if (MISSING_TABLE.contains(state)) {
      return "a table is missing: call VoteSchema.migrate(dataSource)";
    }
    if (NO_RIGHT.contains(state)) {
      return "the database user lacks a right: grant SELECT, INSERT, UPDATE and DELETE on the vote"
          + " tables (on H2: ADMIN, which forcing commits to disk takes)";
    }
    if (TIMED_OUT.contains(state) || e instanceof SQLTimeoutException) {
      return "a statement took longer than its time-out: look for a lock that is held, or raise"
          + " statementTimeout";
    }
    if (state.equals("25006")) {
      return "the database is read-only: use the primary, not a replica";
    }
    if (state.startsWith("53") || state.equals("57P03")) {
      return "the database is short of resources: free some, the call may be repeated";
    }
    if (e instanceof RefusedDataException) {
      return "the database refuses the data for what they are: mend the constraint or trigger that"
          + " it names";
    }
    if (retriable(e)) {
      return "it kept losing against other transactions: the call may be repeated";
    }
    return "see what the database says";
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }
}
