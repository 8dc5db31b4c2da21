package io.voteengine.redis.live;

import io.voteengine.redis.testing.TestRedis;

/** Live counts, on the newest server that this machine has. */
class LiveOnRedisTest extends RedisLiveContract {
  @Override
  String uri() {
    return TestRedis.uri();
  }
}
