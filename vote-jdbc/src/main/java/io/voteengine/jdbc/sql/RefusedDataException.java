package io.voteengine.jdbc.sql;

import java.sql.SQLException;

/** The database refused data for what they are: the same data will be refused again. */
public final class RefusedDataException extends SQLException {
  private static final long serialVersionUID = 1L;

  public RefusedDataException(SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
  }
}
