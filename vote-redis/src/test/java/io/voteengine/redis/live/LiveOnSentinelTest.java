package io.voteengine.redis.live;

import io.voteengine.redis.testing.RedisSentinel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Live counts, on the master that a Sentinel names. */
@Tag("servers")
class LiveOnSentinelTest extends RedisLiveContract {
  private static RedisSentinel sentinel;

  @BeforeAll
  static void start() {
    sentinel = RedisSentinel.start();
  }

  @AfterAll
  static void stop() {
    sentinel.close();
  }

  @Override
  String uri() {
    return sentinel.uri();
  }
}
