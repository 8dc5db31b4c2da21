package io.voteengine.redis.contract;

import io.lettuce.core.cluster.RedisClusterClient;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.RedisVoteStoreBuilder;
import io.voteengine.redis.client.OwnClient;
import io.voteengine.redis.testing.RedisCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract, on a cluster of three masters. */
@Tag("servers")
class ClusterRedisVoteStoreTest extends RedisStoreContract {
  private static RedisClusterClient client;

  @BeforeAll
  static void connect() {
    client =
        (RedisClusterClient)
            OwnClient.of(RedisCluster.shared().uri()).client(Duration.ofMinutes(1));
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
    RedisCluster.shared().clear();
  }

  @Override
  RedisVoteStoreBuilder builder() {
    return RedisVoteStore.builder(client);
  }
}
