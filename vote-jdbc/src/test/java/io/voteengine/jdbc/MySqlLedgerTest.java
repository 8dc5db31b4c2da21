package io.voteengine.jdbc;

import io.voteengine.VoterId;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.VoteLedger;
import io.voteengine.tck.BackingLedgerContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("servers")
class MySqlLedgerTest extends BackingLedgerContract {
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

  @Override
  protected void refuse(VoterId voter) {
    database.execute(
        """
        CREATE TRIGGER refuses_%1$s BEFORE INSERT ON vote FOR EACH ROW
        IF NEW.voter = '%1$s' THEN
          SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refuses_%1$s';
        END IF\
        """
            .formatted(voter.value()));
  }

  @Override
  protected void accept(VoterId voter) {
    database.execute("DROP TRIGGER refuses_" + voter.value());
  }

  @AfterEach
  void drop() {
    database.close();
  }
}
