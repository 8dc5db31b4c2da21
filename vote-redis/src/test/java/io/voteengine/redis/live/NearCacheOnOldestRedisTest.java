package io.voteengine.redis.live;

import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.NearCacheContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Near caches, on Redis 6.2. */
@Tag("servers")
class NearCacheOnOldestRedisTest extends NearCacheContract {
  private static RedisProcess server;

  @BeforeAll
  static void start() {
    server = RedisProcess.startOldest();
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
