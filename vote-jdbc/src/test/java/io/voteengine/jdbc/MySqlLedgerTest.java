package io.voteengine.jdbc;

import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.VoteLedger;
import io.voteengine.tck.VoteLedgerContract;
import org.junit.jupiter.api.AfterEach;

class MySqlLedgerTest extends VoteLedgerContract {
  private final TestDatabase database = TestDatabase.mySql();

  @Override
  protected VoteLedger connect() {
    VoteSchema.migrate(database.dataSource());
    return JdbcVoteLedger.over(database.dataSource());
  }

  @Override
  protected void seal(String poll) {
    database.execute("UPDATE vote_poll SET state = 'SEALED' WHERE name = '" + poll + "'");
  }

  @AfterEach
  void drop() {
    database.close();
  }
}
