package io.voteengine.jdbc.contract;

import io.voteengine.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("servers")
class MariaDbLedgerTest extends JdbcLedgerContract {
  private static final ReusedDatabases DATABASES = new ReusedDatabases(TestDatabase::mariaDb);

  MariaDbLedgerTest() {
    super(DATABASES);
  }
}
