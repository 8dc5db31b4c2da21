package io.voteengine.jdbc.contract;

import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.testing.DatabaseServer;
import io.voteengine.jdbc.testing.GaleraCluster;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.VoteLedger;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;

/** The contract on a Galera cluster, where each ledger of a test is connected to another node. */
@Tag("servers")
class GaleraLedgerTest extends JdbcLedgerContract {
  /** Before it answers, a node waits until it has applied what the others had committed. */
  private static final String OPTIONS = "?sessionVariables=wsrep_sync_wait=15";

  private static final GaleraCluster CLUSTER = GaleraCluster.shared();
  private static final ReusedDatabases DATABASES =
      new ReusedDatabases(() -> TestDatabase.mySql(CLUSTER.nodes().get(0).server()));

  private final AtomicInteger ledgers = new AtomicInteger();

  GaleraLedgerTest() {
    super(DATABASES);
  }

  @Override
  public VoteLedger connect() {
    int node = ledgers.getAndIncrement() % CLUSTER.nodes().size();
    DatabaseServer server = CLUSTER.nodes().get(node).server();
    String name = database.url().replaceFirst(".*/", "");
    return JdbcVoteLedger.connect(
        server.url().replaceFirst("/mysql$", "/" + name) + OPTIONS,
        server.user(),
        server.password());
  }
}
