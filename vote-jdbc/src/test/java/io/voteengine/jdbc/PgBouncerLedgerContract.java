package io.voteengine.jdbc;

import io.voteengine.VoterId;
import io.voteengine.jdbc.testing.DatabaseServer;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.VoteLedger;
import io.voteengine.tck.BackingLedgerContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract on PostgreSQL behind a PgBouncer. */
@Tag("servers")
abstract class PgBouncerLedgerContract extends BackingLedgerContract {
  private final TestDatabase database;

  PgBouncerLedgerContract(DatabaseServer bouncer, String options) {
    database = TestDatabase.wholePostgres(bouncer, options);
  }

  @Override
  protected VoteLedger connect() {
    VoteSchema.migrate(database.dataSource());
    return JdbcVoteLedger.over(database.dataSource());
  }

  @Override
  protected void seal(String poll) {
    database.execute("UPDATE vote_poll SET state = 'SEALED' WHERE name = '" + poll + "'");
  }

  @Override
  protected void refuse(VoterId voter) {
    database.execute(
        "ALTER TABLE vote ADD CONSTRAINT refuses_%1$s CHECK (voter <> '%1$s')"
            .formatted(voter.value()));
  }

  @Override
  protected void accept(VoterId voter) {
    database.execute("ALTER TABLE vote DROP CONSTRAINT refuses_" + voter.value());
  }

  @AfterEach
  void drop() {
    database.close();
  }
}
