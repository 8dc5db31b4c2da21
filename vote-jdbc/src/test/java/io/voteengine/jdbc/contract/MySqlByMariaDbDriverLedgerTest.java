package io.voteengine.jdbc.contract;

import io.voteengine.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Tag;

/** MariaDB's driver. */
@Tag("servers")
@Tag("chaos")
class MySqlByMariaDbDriverLedgerTest extends MySqlLedgerContract {
  private static final ReusedDatabases DATABASES =
      new ReusedDatabases(TestDatabase::mySqlByMariaDbDriver);

  MySqlByMariaDbDriverLedgerTest() {
    super(DATABASES);
  }
}
