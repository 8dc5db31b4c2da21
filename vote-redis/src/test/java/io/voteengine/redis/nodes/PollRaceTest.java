package io.voteengine.redis.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.voteengine.VoteEngine;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Votes from two nodes race the close of one poll and the opening of the next: each is in one of
 * them or refused, and the results are what was acknowledged.
 */
class PollRaceTest {
  private static final int UNDER_WAY = 500;

  private final RedisProcess redis = RedisProcess.start();
  private final TestDatabase database = TestDatabase.postgres();
  private final List<VoteEngine> nodes = new ArrayList<>();

  PollRaceTest() {
    VoteSchema.migrate(database.dataSource());
    for (int i = 0; i < 2; i++) {
      nodes.add(
          VoteEngine.builder(
                  RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.over(database.dataSource()))
              .reconciler(Reconciler.builder().finalizeAfter(null).build())
              .acceptedDeadline(Duration.ofSeconds(20))
              .build());
    }
  }

  @AfterEach
  void close() {
    nodes.forEach(VoteEngine::close);
    database.close();
    redis.close();
  }

  @Test
  void eachVoteIsInOnePollOrRefused() throws InterruptedException {
    race(20_000, Duration.ofSeconds(1), false);
  }

  @Tag("chaos")
  @Test
  void eachVoteIsInOnePollOrRefusedThoughRedisIsWiped() throws InterruptedException {
    race(Integer.getInteger("vote.test.race", 100_000), Duration.ofSeconds(5), true);
  }

  private void race(int votes, Duration until, boolean wipe) throws InterruptedException {
    Instant change = Instant.now().plus(until);
    PollRace race = new PollRace(nodes, UNDER_WAY);
    race.define(change);
    race.run(
        votes,
        i -> {
          if (wipe && i == votes / 2) {
            wipe();
          }
        });
    await().atMost(AMPLE).until(() -> !Instant.now().isBefore(change));
    nodes.get(0).polls().close("second", "host", "the end");
    for (String poll : List.of("first", "second")) {
      if (wipe) {
        wipe();
      }
      race.check(poll);
    }
  }

  private void wipe() {
    RedisClient admin = RedisClient.create(redis.uri());
    try (var connection = admin.connect()) {
      connection.sync().flushall();
    } finally {
      admin.shutdown();
    }
  }
}
