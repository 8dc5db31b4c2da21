package io.voteengine.redis.contract;

import io.lettuce.core.RedisClient;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.RedisVoteStoreBuilder;
import io.voteengine.redis.testing.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract, on Redis 6.2. */
@Tag("servers")
class OldestRedisVoteStoreTest extends RedisStoreContract {
  private static RedisProcess redis;
  private static RedisClient client;

  @BeforeAll
  static void connect() {
    redis = RedisProcess.startOldest();
    client = client(redis.uri());
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
    redis.close();
  }

  @Override
  RedisVoteStoreBuilder builder() {
    return RedisVoteStore.builder(client);
  }
}
