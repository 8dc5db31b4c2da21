package io.voteengine.redis.contract;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.RedisVoteStoreBuilder;
import io.voteengine.redis.client.OwnClient;
import io.voteengine.redis.testing.RedisSentinel;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract, on the master that a Sentinel names. */
@Tag("servers")
class SentinelRedisVoteStoreTest extends RedisStoreContract {
  private static RedisSentinel sentinel;
  private static AbstractRedisClient client;

  @BeforeAll
  static void connect() {
    sentinel = RedisSentinel.start();
    client = OwnClient.of(sentinel.uri()).client(Duration.ofMinutes(1));
  }

  @AfterAll
  static void disconnect() {
    OwnClient.end(client);
    sentinel.close();
  }

  @Override
  RedisVoteStoreBuilder builder() {
    return RedisVoteStore.builder((RedisClient) client);
  }
}
