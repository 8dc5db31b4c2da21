package io.voteengine.jdbc;

import io.voteengine.VoterId;
import io.voteengine.jdbc.testing.DatabaseServer;
import io.voteengine.jdbc.testing.GaleraCluster;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.VoteLedger;
import io.voteengine.tck.BackingLedgerContract;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract on a Galera cluster: each ledger of a test is connected to another node. */
@Tag("servers")
class GaleraLedgerTest extends BackingLedgerContract {
  /** A node waits until it has applied what the others had committed when it was asked. */
  private static final String OPTIONS = "?sessionVariables=wsrep_sync_wait=15";

  private final GaleraCluster cluster = GaleraCluster.shared();
  private final TestDatabase database = TestDatabase.mySql(cluster.nodes().get(0).server());
  private final AtomicInteger ledgers = new AtomicInteger();

  @Override
  protected VoteLedger connect() {
    VoteSchema.migrate(database.dataSource());
    int node = ledgers.getAndIncrement() % cluster.nodes().size();
    DatabaseServer server = cluster.nodes().get(node).server();
    String name = database.url().replaceFirst(".*/", "");
    return JdbcVoteLedger.connect(
        server.url().replaceFirst("/mysql$", "/" + name) + OPTIONS,
        server.user(),
        server.password());
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
