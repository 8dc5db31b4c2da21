package io.voteengine.jdbc;

import io.voteengine.jdbc.testing.TestDatabase;

/** The databases that a test runs on. */
enum Database {
  H2,
  POSTGRES,
  MARIADB,
  MYSQL;

  private static final String MYSQL_SETTINGS =
      "SELECT CONCAT(@@innodb_lock_wait_timeout, ' ', @@%s, ' ', QUOTE(@@sql_mode))";

  TestDatabase fresh() {
    return switch (this) {
      case H2 -> TestDatabase.h2();
      case POSTGRES -> TestDatabase.postgres();
      case MARIADB -> TestDatabase.mariaDb();
      case MYSQL -> TestDatabase.mySql();
    };
  }

  /** Selects what the ledger sets for its own transactions. */
  String settings() {
    return switch (this) {
      case H2 -> "CALL LOCK_TIMEOUT()";
      case POSTGRES -> "SHOW statement_timeout";
      case MARIADB -> MYSQL_SETTINGS.formatted("max_statement_time");
      case MYSQL -> MYSQL_SETTINGS.formatted("max_execution_time");
    };
  }

  /** Makes a session one that may not write, as on a replica. */
  String readOnly() {
    return switch (this) {
      case H2 -> throw new IllegalArgumentException("H2 has no read-only sessions");
      case POSTGRES -> "SET default_transaction_read_only = on";
      case MARIADB, MYSQL -> "SET SESSION TRANSACTION READ ONLY";
    };
  }

  Dialect dialect() {
    return switch (this) {
      case H2 -> new H2Dialect();
      case POSTGRES -> new PostgresDialect();
      case MARIADB -> new MySqlDialect(true);
      case MYSQL -> new MySqlDialect(false);
    };
  }
}
