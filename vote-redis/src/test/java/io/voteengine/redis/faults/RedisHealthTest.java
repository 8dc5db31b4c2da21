package io.voteengine.redis.faults;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.health.VoteHealth;
import io.voteengine.health.VoteHealth.Part;
import io.voteengine.health.VoteHealth.Status;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.listener.EngineEvent;
import io.voteengine.listener.EngineEvent.PartitionDegraded;
import io.voteengine.listener.EngineEvent.PartitionRecovered;
import io.voteengine.listener.EngineEvent.PartitionRestored;
import io.voteengine.listener.VoteListener;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.ReconcilerBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An engine's health while Redis is paused or dead. */
class RedisHealthTest {
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final RedisProcess redis = RedisProcess.start();
  private final List<EngineEvent> heard = new CopyOnWriteArrayList<>();
  private int votes;

  @AfterEach
  void close() {
    redis.close();
  }

  private VoteEngine start(ReconcilerBuilder reconciler) {
    VoteEngine engine =
        VoteEngine.builder(RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.memory())
            .reconciler(reconciler.backoff(Duration.ofMillis(10), Duration.ofMillis(200)).build())
            .listener(VoteListener.of(heard::add))
            .acceptedDeadline(AMPLE)
            .drainTimeout(Duration.ofSeconds(1))
            .build();
    engine.polls().define(Poll.named("posts").unlimited());
    vote(engine);
    awaitHealthy(engine);
    return engine;
  }

  private void vote(VoteEngine engine) {
    assertThat(engine.cast(VoterId.of("v" + votes++), POST, Choice.UP))
        .isInstanceOf(CastResult.Accepted.class);
  }

  private static void awaitHealthy(VoteEngine engine) {
    await().atMost(AMPLE).until(() -> engine.health(AMPLE).status() == Status.HEALTHY);
  }

  private boolean hasHeard(Class<? extends EngineEvent> kind) {
    return heard.stream().anyMatch(kind::isInstance);
  }

  @Test
  void redisThatIsPausedIsReportedAsSilentAndVotesGoOn() {
    try (VoteEngine engine = start(Reconciler.builder())) {
      redis.pause();
      VoteHealth health = engine.health(AMPLE);
      assertThat(health.status(Part.STORE)).isEqualTo(Status.DEGRADED);
      assertThat(health.figures().backlog()).isNull();
      vote(engine);
      await().atMost(AMPLE).until(() -> hasHeard(PartitionDegraded.class));
      redis.resume();
      awaitHealthy(engine);
      await().atMost(AMPLE).until(() -> hasHeard(PartitionRestored.class));
      // A vote that Redis executed after the pause may still have to be carried.
      await()
          .atMost(AMPLE)
          .until(() -> Objects.equals(engine.health(AMPLE).figures().backlog(), 0L));
    }
  }

  @Test
  void redisThatDiedIsReportedUntilItIsBackAndRecovered() {
    try (VoteEngine engine = start(Reconciler.builder())) {
      redis.kill();
      await().atMost(AMPLE).until(() -> engine.health(AMPLE).status(Part.STORE) == Status.DEGRADED);
      vote(engine);
      redis.restart();
      awaitHealthy(engine);
      await().atMost(AMPLE).until(() -> hasHeard(PartitionRecovered.class));
      assertThat(engine.health(AMPLE).figures().recoveries()).isEqualTo(16);
      assertThat(engine.read(POST, null).tally().up()).isEqualTo(2);
    }
  }

  @Test
  void withoutDegradedModeASilentRedisFails() {
    try (VoteEngine engine = start(Reconciler.builder().withoutDegradedMode())) {
      redis.pause();
      assertThat(engine.health(AMPLE).status()).isEqualTo(Status.FAILING);
      redis.resume();
      awaitHealthy(engine);
    }
  }
}
