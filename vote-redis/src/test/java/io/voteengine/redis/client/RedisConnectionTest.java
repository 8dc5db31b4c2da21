package io.voteengine.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.voteengine.redis.testing.RedisCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the client of a cluster does not do by itself. */
@Tag("servers")
class RedisConnectionTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int SLOT = 7;

  private final RedisCluster cluster = RedisCluster.shared();
  private RedisClusterClient client;

  @BeforeEach
  void connect() {
    client = (RedisClusterClient) OwnClient.of(cluster.uri()).client(TIMEOUT);
    // Nothing but silence makes it look for another master.
    client.setOptions(
        ClusterClientOptions.builder(SafeOptions.cluster(TIMEOUT))
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .disableAllAdaptiveRefreshTriggers()
                    .enablePeriodicRefresh(false)
                    .build())
            .build());
  }

  @AfterEach
  void close() {
    OwnClient.end(client);
    cluster.clear();
  }

  @Test
  void silenceMakesTheClientFindTheNewMaster() {
    cluster.attachReplica(SLOT);
    RedisConnection connection = RedisConnection.to(client);
    RedisURI frozen = master();
    Runnable wake = cluster.freezeMaster(SLOT);
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                connection.failed(new RedisCommandTimeoutException());
                return !master().equals(frozen);
              });
    } finally {
      wake.run();
    }
  }

  /** Lettuce gives them a minute, whatever the first nodes have. */
  @Test
  void nodesThatTheClientFoundMustAnswerSoon() {
    RedisConnection.to(client);
    assertThat(client.getPartitions())
        .isNotEmpty()
        .allSatisfy(
            node -> assertThat(node.getUri().getTimeout()).isEqualTo(SafeOptions.TOPOLOGY_TIMEOUT));
  }

  private RedisURI master() {
    return client.getPartitions().getMasterBySlot(SLOT).getUri();
  }
}
