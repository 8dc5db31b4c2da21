package io.voteengine.redis.contract;

import io.lettuce.core.RedisClient;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.TestRedis;
import io.voteengine.spi.VoteStore;
import io.voteengine.tck.VoteStoreContract;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, on the newest server that this machine has. */
class RedisVoteStoreTest extends VoteStoreContract {
  private static RedisClient client;

  @BeforeAll
  static void connect() {
    client = RedisClient.create(TestRedis.uri());
    client.setOptions(RedisVoteStore.clientOptions());
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
  }

  @Override
  public VoteStore newStore(InstantSource clock, int backlog) {
    return RedisVoteStore.builder(client)
        .keyPrefix(UUID.randomUUID().toString())
        .maxBacklog(backlog)
        .build();
  }
}
