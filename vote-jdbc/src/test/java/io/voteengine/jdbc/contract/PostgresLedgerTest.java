package io.voteengine.jdbc.contract;

import io.voteengine.jdbc.testing.TestDatabase;

class PostgresLedgerTest extends JdbcLedgerContract {
  private static final ReusedDatabases DATABASES = new ReusedDatabases(TestDatabase::postgres);

  PostgresLedgerTest() {
    super(DATABASES);
  }
}
