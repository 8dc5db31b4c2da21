package io.voteengine.sync.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.awaitility.Awaitility.await;

import io.voteengine.sync.testing.Cluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void renewalSlowerThanItsLeaseDoesNotCount() {
    Leases leases = new Leases(cluster.ledger, Duration.ofNanos(1_000), null);
    leases.renew();
    await().atMost(AMPLE).until(() -> leases.holds(0));
  }
}
