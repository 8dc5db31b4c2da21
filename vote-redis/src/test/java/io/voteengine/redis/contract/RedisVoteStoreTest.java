package io.voteengine.redis.contract;

import io.lettuce.core.RedisClient;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.RedisVoteStoreBuilder;
import io.voteengine.redis.testing.TestRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, on the newest server that this machine has. */
class RedisVoteStoreTest extends RedisStoreContract {
  private static RedisClient client;

  @BeforeAll
  static void connect() {
    client = client(TestRedis.uri());
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
  }

  @Override
  RedisVoteStoreBuilder builder() {
    return RedisVoteStore.builder(client);
  }
}
