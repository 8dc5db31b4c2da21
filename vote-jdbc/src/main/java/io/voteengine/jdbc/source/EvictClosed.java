package io.voteengine.jdbc.source;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.voteengine.jdbc.sql.SqlStates;
import java.sql.SQLException;

/** Evicts connections to an H2 database that has closed itself, and no others. */
final class EvictClosed implements SQLExceptionOverride {
  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException e) {
    return SqlStates.H2_CLOSED.equals(e.getSQLState())
        ? SQLExceptionOverride.Override.MUST_EVICT
        : SQLExceptionOverride.Override.CONTINUE_EVICT;
  }
}
