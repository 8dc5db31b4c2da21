package io.voteengine.redis.live;

import io.voteengine.redis.testing.RedisCluster;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.NearCacheContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Near caches, on a cluster of Redis 6.2, which has no sharded Pub/Sub. */
@Tag("servers")
class NearCacheOnOldestClusterTest extends NearCacheContract {
  @AfterAll
  static void clear() {
    RedisCluster.sharedOldest().clear();
  }

  @Override
  public LiveContract.Nodes newNodes() {
    return RedisNodes.on(RedisCluster.sharedOldest().uri());
  }
}
