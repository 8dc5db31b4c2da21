package io.voteengine.redis.contract;

import io.lettuce.core.RedisClient;
import io.voteengine.VoteEngine;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.FakeClockRedis;
import io.voteengine.sync.Reconciler;
import io.voteengine.tck.SeriesContract;
import io.voteengine.tck.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Series on a Redis whose clock is set before each call. */
@Tag("chaos")
class FakeClockSeriesTest extends SeriesContract {
  private static final int BACKLOG = 100_000;

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
  protected VoteEngine engine(MovableClock clock) {
    return VoteEngine.builder(
            redis.following(
                clock, RedisStoreContract.apart(RedisVoteStore.builder(client), BACKLOG)),
            JdbcVoteLedger.memory())
        .reconciler(Reconciler.withDefaults())
        .clock(clock)
        .partitions(4)
        .acceptedDeadline(Duration.ofMinutes(1))
        .build();
  }
}
