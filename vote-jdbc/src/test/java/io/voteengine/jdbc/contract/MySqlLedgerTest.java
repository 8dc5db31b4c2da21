package io.voteengine.jdbc.contract;

import io.voteengine.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("servers")
class MySqlLedgerTest extends MySqlLedgerContract {
  private static final ReusedDatabases DATABASES = new ReusedDatabases(TestDatabase::mySql);

  MySqlLedgerTest() {
    super(DATABASES);
  }
}
