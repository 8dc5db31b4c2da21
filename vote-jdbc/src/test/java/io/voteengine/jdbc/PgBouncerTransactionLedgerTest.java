package io.voteengine.jdbc;

import io.voteengine.jdbc.testing.DatabaseServer;
import io.voteengine.jdbc.testing.PgBouncer;

/** With {@code pool_mode = transaction}, and the URL option that this takes. */
class PgBouncerTransactionLedgerTest extends PgBouncerLedgerContract {
  private static final DatabaseServer BOUNCER = PgBouncer.database("transaction");

  PgBouncerTransactionLedgerTest() {
    super(BOUNCER, "prepareThreshold=0");
  }
}
