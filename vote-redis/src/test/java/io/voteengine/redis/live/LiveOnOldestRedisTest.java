package io.voteengine.redis.live;

import io.voteengine.redis.testing.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Live counts, on Redis 6.2. */
@Tag("servers")
class LiveOnOldestRedisTest extends RedisLiveContract {
  private static RedisProcess redis;

  @BeforeAll
  static void start() {
    redis = RedisProcess.startOldest();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Override
  String uri() {
    return redis.uri();
  }
}
