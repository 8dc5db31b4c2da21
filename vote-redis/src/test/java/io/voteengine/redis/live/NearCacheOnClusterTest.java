package io.voteengine.redis.live;

import io.voteengine.redis.testing.RedisCluster;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.NearCacheContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Near caches, on a cluster of three masters. */
@Tag("servers")
class NearCacheOnClusterTest extends NearCacheContract {
  @AfterAll
  static void clear() {
    RedisCluster.shared().clear();
  }

  @Override
  public LiveContract.Nodes newNodes() {
    return RedisNodes.on(RedisCluster.shared().uri());
  }
}
