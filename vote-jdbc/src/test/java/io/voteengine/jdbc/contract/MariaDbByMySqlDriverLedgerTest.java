package io.voteengine.jdbc.contract;

import io.voteengine.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Tag;

/** MySQL's driver, which takes MariaDB 10 for a MySQL 5.5 without fractions of seconds. */
@Tag("servers")
@Tag("chaos")
class MariaDbByMySqlDriverLedgerTest extends JdbcLedgerContract {
  private static final ReusedDatabases DATABASES =
      new ReusedDatabases(TestDatabase::mariaDbByMySqlDriver);

  MariaDbByMySqlDriverLedgerTest() {
    super(DATABASES);
  }
}
