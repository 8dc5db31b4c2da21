package io.voteengine.jdbc.contract;

import io.voteengine.jdbc.testing.PgBouncer;
import io.voteengine.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Tag;

/**
 * The contract on PostgreSQL behind a PgBouncer with {@code pool_mode = transaction}, and the URL
 * option that this takes.
 */
@Tag("servers")
class PgBouncerTransactionLedgerTest extends JdbcLedgerContract {
  private static final ReusedDatabases DATABASES =
      new ReusedDatabases(
          () ->
              TestDatabase.wholePostgres(PgBouncer.database("transaction"), "prepareThreshold=0"));

  PgBouncerTransactionLedgerTest() {
    super(DATABASES);
  }
}
