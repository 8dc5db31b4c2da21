package io.voteengine.jdbc.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What kind of failure a driver's exception is, by its SQLSTATE or the number of its error. */
public final class SqlStates {
  private static final int H2_GENERAL_ERROR = 50000;

  /** H2: concurrent update. */
  private static final String H2_CONCURRENT = "90131";

  public static final String H2_CLOSED = "90098";

  private static final String H2_READ_ONLY = "90097";

  static final String TIMEOUT = "HYT00";

  static final String NO_PRIVILEGE = "42501";

  static final String READ_ONLY = "25006";

  static final String FULL = "53100";

  private static final Set<String> LOST_STATEMENT = Set.of("26000", "42P05");

  /** Data out of range, constraints, views, the database's limits, and what triggers raise. */
  private static final Set<String> REFUSED_CLASSES = Set.of("22", "23", "44", "45", "54", "P0");

  /** H2: an exception in a trigger. */
  private static final String H2_TRIGGER = "90005";

  private SqlStates() {}

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

  /**
   * Two nodes created the same object at once; H2's IF NOT EXISTS does not see the other in time.
   */
  private static boolean isH2CreatingTwice(SQLException e) {
    return e.getErrorCode() == H2_GENERAL_ERROR
        && String.valueOf(e.getMessage()).contains("object already exists");
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

  static String state(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return MySqlStates.of(e.getErrorCode(), state);
  }
}
