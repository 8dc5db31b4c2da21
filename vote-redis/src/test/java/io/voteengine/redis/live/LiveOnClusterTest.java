package io.voteengine.redis.live;

import io.voteengine.redis.testing.RedisCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Live counts, on a cluster of three masters. */
@Tag("servers")
class LiveOnClusterTest extends RedisLiveContract {
  @AfterAll
  static void clear() {
    RedisCluster.shared().clear();
  }

  @Override
  String uri() {
    return RedisCluster.shared().uri();
  }
}
