package io.voteengine.redis.contract;

import io.lettuce.core.RedisClient;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.spi.VoteStore;
import io.voteengine.tck.VoteStoreContract;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract, on Redis 6.2. */
@Tag("servers")
class OldestRedisVoteStoreTest extends VoteStoreContract {
  private static RedisProcess redis;
  private static RedisClient client;

  @BeforeAll
  static void connect() {
    redis = RedisProcess.startOldest();
    client = RedisClient.create(redis.uri());
    client.setOptions(RedisVoteStore.clientOptions());
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
    redis.close();
  }

  @Override
  public VoteStore newStore(InstantSource clock, int backlog) {
    return RedisVoteStore.builder(client)
        .keyPrefix(UUID.randomUUID().toString())
        .maxBacklog(backlog)
        .build();
  }
}
