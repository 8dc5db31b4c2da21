package io.voteengine.redis.contract;

import io.lettuce.core.RedisClient;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.FakeClockRedis;
import io.voteengine.spi.VoteStore;
import io.voteengine.tck.VoteStoreClockContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract with a clock that jumps, on a Redis whose clock is set before each call. */
@Tag("chaos")
class FakeClockRedisVoteStoreTest extends VoteStoreClockContract {
  private static FakeClockRedis redis;
  private static RedisClient client;

  @BeforeAll
  static void connect() {
    redis = FakeClockRedis.start();
    client = RedisStoreContract.client(redis.uri());
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
    redis.close();
  }

  @Override
  public VoteStore newStore(InstantSource clock, int backlog) {
    return redis.following(
        clock, RedisStoreContract.apart(RedisVoteStore.builder(client), backlog));
  }
}
