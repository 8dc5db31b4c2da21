package io.voteengine.jdbc.sql;

import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.spi.OutcomeUnknownException;
import java.io.IOException;
import java.sql.SQLException;

/** Explains a database's failure: what has failed, what that means, and what to do. */
public final class SqlFailure {
  private SqlFailure() {}

  /** Returns the database's message, without the statement, which H2 repeats. */
  public static String words(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int statement = message.indexOf("; SQL statement:");
    return statement < 0 ? message : message.substring(0, statement);
  }

  /** Returns the exception to throw when {@code what} has failed. */
  static VoteException translate(String what, Exception failure) {
    SQLException cause = SqlStates.sqlCause(failure);
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
    String remedy = cause == null ? "see the cause" : SqlRemedy.of(cause);
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
}
