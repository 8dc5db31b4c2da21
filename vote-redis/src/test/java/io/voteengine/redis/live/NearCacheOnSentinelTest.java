package io.voteengine.redis.live;

import io.voteengine.redis.testing.RedisSentinel;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.NearCacheContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Near caches, on the master that a Sentinel names. */
@Tag("servers")
class NearCacheOnSentinelTest extends NearCacheContract {
  private static RedisSentinel server;

  @BeforeAll
  static void start() {
    server = RedisSentinel.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  public LiveContract.Nodes newNodes() {
    return RedisNodes.on(server.uri());
  }
}
