package io.voteengine.jdbc.testing;

import io.voteengine.jdbc.sql.Dialect;
import io.voteengine.jdbc.sql.H2Dialect;
import io.voteengine.jdbc.sql.MySqlDialect;
import io.voteengine.jdbc.sql.PostgresDialect;
import java.util.List;
import java.util.stream.Stream;

/** The databases that a test runs on. */
public enum Database {
  H2,
  POSTGRES,
  MARIADB,
  MYSQL;

  private static final String MYSQL_SETTINGS =
      "SELECT CONCAT_WS(' ', @@innodb_lock_wait_timeout, @@%s, QUOTE(@@sql_mode), @@wait_timeout,"
          + " @@sql_select_limit, @@sql_safe_updates, @@completion_type)";

  /** The ones of this build; see {@link EachDatabase}. */
  public static List<Database> tested() {
    return MachineServers.allowed() ? List.of(values()) : List.of(H2, POSTGRES);
  }

  public TestDatabase fresh() {
    return switch (this) {
      case H2 -> TestDatabase.h2();
      case POSTGRES -> TestDatabase.postgres();
      case MARIADB -> TestDatabase.mariaDb();
      case MYSQL -> TestDatabase.mySql();
    };
  }

  /** Selects what the ledger sets for its own transactions. */
  public String settings() {
    return switch (this) {
      case H2 -> "CALL LOCK_TIMEOUT()";
      case POSTGRES -> "SHOW statement_timeout";
      case MARIADB -> MYSQL_SETTINGS.formatted("max_statement_time");
      case MYSQL -> MYSQL_SETTINGS.formatted("max_execution_time");
    };
  }

  /** Makes a session one that may not write, as on a replica. */
  public String readOnly() {
    return switch (this) {
      case H2 -> throw new IllegalArgumentException("H2 has no read-only sessions");
      case POSTGRES -> "SET default_transaction_read_only = on";
      case MARIADB, MYSQL -> "SET SESSION TRANSACTION READ ONLY";
    };
  }

  /** Makes a table refuse rows that do not satisfy a condition; takes several statements. */
  public String[] check(String table, String column, String condition) {
    if (this != MYSQL) {
      return new String[] {"ALTER TABLE %s ADD CHECK (%s %s)".formatted(table, column, condition)};
    }
    // Before 8.0.16, MySQL reads constraints and ignores them.
    return Stream.of("INSERT", "UPDATE")
        .map(
            event ->
                """
                CREATE TRIGGER check_on_%2$s BEFORE %2$s ON %1$s FOR EACH ROW
                IF NOT (NEW.%3$s %4$s) THEN
                  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused by a trigger';
                END IF\
                """
                    .formatted(table, event, column, condition))
        .toArray(String[]::new);
  }

  public Dialect dialect() {
    return switch (this) {
      case H2 -> new H2Dialect(null);
      case POSTGRES -> new PostgresDialect();
      case MARIADB -> new MySqlDialect(true);
      case MYSQL -> new MySqlDialect(false);
    };
  }
}
