package io.voteengine.jdbc;

import io.voteengine.jdbc.testing.DatabaseServer;
import io.voteengine.jdbc.testing.PgBouncer;

/** With {@code pool_mode = session}. */
class PgBouncerSessionLedgerTest extends PgBouncerLedgerContract {
  private static final DatabaseServer BOUNCER = PgBouncer.database("session");

  PgBouncerSessionLedgerTest() {
    super(BOUNCER, "");
  }
}
