package io.voteengine.redis.contract;

import io.lettuce.core.cluster.RedisClusterClient;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.client.OwnClient;
import io.voteengine.redis.testing.RedisCluster;
import io.voteengine.spi.VoteStore;
import io.voteengine.tck.VoteStoreContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract, on a cluster of three masters. */
@Tag("servers")
class ClusterRedisVoteStoreTest extends VoteStoreContract {
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
  public VoteStore newStore(InstantSource clock, int backlog) {
    return RedisVoteStore.builder(client)
        .keyPrefix(UUID.randomUUID().toString())
        .maxBacklog(backlog)
        .build();
  }
}
