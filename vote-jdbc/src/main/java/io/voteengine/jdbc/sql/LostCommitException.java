package io.voteengine.jdbc.sql;

import java.sql.SQLException;

/** Thrown when the answer to a commit was lost: the commit may have happened. */
final class LostCommitException extends SQLException {
  private static final long serialVersionUID = 1L;

  LostCommitException(SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
  }

  /** Runs a step whose failure leaves the outcome unknown. */
  static void guard(Dialect.Step step) throws SQLException {
    try {
      step.run();
    } catch (SQLException e) {
      throw SqlStates.retriable(e) ? e : new LostCommitException(e);
    }
  }
}
