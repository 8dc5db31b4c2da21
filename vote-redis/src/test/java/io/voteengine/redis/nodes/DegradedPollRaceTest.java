package io.voteengine.redis.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The race of {@link PollRaceTest} where the clocks of Redis and of the database differ by two
 * seconds, and Redis is gone while the polls change: the ledger takes the votes by its own clock,
 * and Redis, back without data, goes on by its own.
 */
@Tag("servers")
class DegradedPollRaceTest {
  private static final int UNDER_WAY = 300;
  private static final int VOTES = Integer.getInteger("vote.test.race", 40_000);

  private final TestDatabase database = TestDatabase.postgres();
  private final List<VoteEngine> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(VoteEngine::close);
    database.close();
  }

  private VoteEngine node(RedisProcess redis) {
    return VoteEngine.builder(
            RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.over(database.dataSource()))
        .reconciler(Reconciler.builder().finalizeAfter(null).build())
        .acceptedDeadline(Duration.ofSeconds(20))
        .build();
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 2})
  void eachVoteIsInOnePollOrRefused(int seconds) throws InterruptedException {
    VoteSchema.migrate(database.dataSource());
    try (RedisProcess redis = RedisProcess.startWithClockOff(seconds)) {
      nodes.add(node(redis));
      nodes.add(node(redis));
      PollRace race = new PollRace(nodes, UNDER_WAY);
      Instant change = Instant.now().plusSeconds(6);
      race.define(change);
      boolean[] gone = {false};
      boolean[] back = {false};
      race.run(
          VOTES,
          i -> {
            Instant now = Instant.now();
            if (!gone[0] && now.isAfter(change.minusSeconds(3))) {
              gone[0] = true;
              redis.kill();
            } else if (gone[0] && !back[0] && now.isAfter(change.plusSeconds(1))) {
              back[0] = true;
              redis.restartEmpty();
            }
            pace(i, change);
          });
      await().atMost(AMPLE).until(() -> nodes.get(0).figures().degraded().isEmpty());
      nodes.get(0).polls().close("second", "host", "the end");
      race.check("first");
      race.check("second");
    }
  }

  /** Spreads the votes over the time before the change and as long after it. */
  private static void pace(int vote, Instant change) {
    if (vote % 50 == 0) {
      long perSecond = VOTES / 12;
      Instant due = change.minusSeconds(6).plusMillis(vote * 1_000L / perSecond);
      await()
          .atMost(AMPLE)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> !Instant.now().isBefore(due));
    }
  }
}
