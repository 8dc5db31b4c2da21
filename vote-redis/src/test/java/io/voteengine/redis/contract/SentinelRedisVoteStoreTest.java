package io.voteengine.redis.contract;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.client.OwnClient;
import io.voteengine.redis.testing.RedisSentinel;
import io.voteengine.spi.VoteStore;
import io.voteengine.tck.VoteStoreContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract, on the master that a Sentinel names. */
@Tag("servers")
class SentinelRedisVoteStoreTest extends VoteStoreContract {
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
  public VoteStore newStore(InstantSource clock, int backlog) {
    return RedisVoteStore.builder((RedisClient) client)
        .keyPrefix(UUID.randomUUID().toString())
        .maxBacklog(backlog)
        .build();
  }
}
