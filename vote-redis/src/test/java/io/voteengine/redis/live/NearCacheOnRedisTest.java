package io.voteengine.redis.live;

import io.voteengine.redis.testing.TestRedis;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.NearCacheContract;

/** Near caches, on the newest server that this machine has. */
class NearCacheOnRedisTest extends NearCacheContract {
  @Override
  public LiveContract.Nodes newNodes() {
    return RedisNodes.on(TestRedis.uri());
  }
}
