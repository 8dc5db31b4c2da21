package io.voteengine.jdbc.contract;

import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.VoteLedger;
import io.voteengine.tck.BackingLedgerContract;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** The contract on one database. */
abstract class JdbcLedgerContract extends BackingLedgerContract {
  private final ReusedDatabases.Reused reused;
  private final Set<VoterId> refused = new HashSet<>();
  final TestDatabase database;

  JdbcLedgerContract(ReusedDatabases databases) {
    reused = databases.take();
    database = reused.database;
  }

  @Override
  public VoteLedger connect() {
    return JdbcVoteLedger.over(database.dataSource());
  }

  @Override
  public void seal(String poll) {
    database.execute("UPDATE vote_poll SET state = 'SEALED' WHERE name = '" + poll + "'");
  }

  @Override
  public void ageChangedPolls() {
    database.execute("UPDATE vote_poll_stale SET marked_at = TIMESTAMP '2020-01-01 00:00:00'");
  }

  @Override
  public final void refuse(VoterId voter) {
    refused.add(voter);
    addConstraint(voter);
  }

  @Override
  public final void accept(VoterId voter) {
    dropConstraint(voter);
    refused.remove(voter);
  }

  /** Makes the database refuse the votes of a voter. */
  void addConstraint(VoterId voter) {
    database.execute(
        "ALTER TABLE vote ADD CONSTRAINT refuses_%1$s CHECK (voter <> '%1$s')"
            .formatted(voter.value()));
  }

  /** Undoes {@link #addConstraint}. */
  void dropConstraint(VoterId voter) {
    database.execute("ALTER TABLE vote DROP CONSTRAINT refuses_" + voter.value());
  }

  @AfterEach
  void close() {
    Set.copyOf(refused).forEach(this::accept);
    reused.close();
  }
}
