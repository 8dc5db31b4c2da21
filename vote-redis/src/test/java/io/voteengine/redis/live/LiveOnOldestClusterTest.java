package io.voteengine.redis.live;

import io.voteengine.redis.testing.RedisCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Live counts, on a cluster of Redis 6.2, which has no sharded Pub/Sub. */
@Tag("servers")
class LiveOnOldestClusterTest extends RedisLiveContract {
  @AfterAll
  static void clear() {
    RedisCluster.sharedOldest().clear();
  }

  @Override
  String uri() {
    return RedisCluster.sharedOldest().uri();
  }
}
