package io.voteengine.jdbc.sql;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What to do about a database's failure. */
final class SqlRemedy {
  /** H2: a file cannot be opened, for any of many reasons. */
  private static final int H2_OPENING = 8000;

  private static final String H2_IN_USE = "90020";
  private static final String H2_NO_LITERALS = "90116";
  private static final String H2_NO_ADMIN = "90040";
  private static final Set<String> MISSING_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");
  private static final Set<String> TIMED_OUT = Set.of("57014", SqlStates.TIMEOUT, "55P03");
  private static final Set<String> NO_RIGHT = Set.of(SqlStates.NO_PRIVILEGE, "90096", H2_NO_ADMIN);

  private SqlRemedy() {}

  static String of(SQLException e) {
    String state = SqlStates.state(e);
    if (e instanceof SQLTransientConnectionException && state.isEmpty()) {
      return "no connection of the pool came free in time: make it larger, or find who keeps its"
          + " connections";
    }
    if (e.getErrorCode() == H2_OPENING && String.valueOf(e.getMessage()).contains("Lock file")) {
      return "another process is opening the H2 file, which AUTO_SERVER=TRUE allows once that is"
          + " done: try again in some seconds, or start one process after the other";
    }
    if (SqlStates.isLostStatement(e)) {
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
    if (state.equals(SqlStates.H2_CLOSED)) {
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
    if (e instanceof WriteTurn.NoTurnException) {
      return "one transaction at a time writes to an H2 file, and others came first: look for a long"
          + " one, such as a backup, or raise statementTimeout";
    }
    if (TIMED_OUT.contains(state) || e instanceof SQLTimeoutException) {
      return "a statement took longer than its timeout: look for a lock that is held, or raise"
          + " statementTimeout";
    }
    if (SqlStates.isReadOnly(e)) {
      return "the database is read-only: use the primary, not a replica, and a pool that is not"
          + " read-only";
    }
    if (state.equals(SqlStates.FULL)) {
      return "the database has no space left on its disk: free some, then repeat the call";
    }
    if (state.startsWith("53") || state.equals("57P03")) {
      return "the database is short of resources: free some, then repeat the call";
    }
    if (e instanceof RefusedDataException) {
      return "the database refuses these data: fix the constraint or trigger that it names";
    }
    if (SqlStates.retriable(e)) {
      return "it kept losing against other transactions: repeat the call";
    }
    return "see what the database says";
  }
}
