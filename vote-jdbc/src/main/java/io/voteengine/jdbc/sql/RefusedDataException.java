package io.voteengine.jdbc.sql;

import java.sql.SQLException;

/** Thrown when the database refuses the data themselves: it will refuse the same data again. */
public final class RefusedDataException extends SQLException {
  private static final long serialVersionUID = 1L;

  public RefusedDataException(SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
  }
}
