package io.voteengine.jdbc.contract;

import io.voteengine.jdbc.testing.TestDatabase;

class H2LedgerTest extends JdbcLedgerContract {
  private static final ReusedDatabases DATABASES = new ReusedDatabases(TestDatabase::h2);

  H2LedgerTest() {
    super(DATABASES);
  }
}
