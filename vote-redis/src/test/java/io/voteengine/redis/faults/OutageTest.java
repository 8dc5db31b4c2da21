package io.voteengine.redis.faults;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hundred thousand votes while Redis does not answer. */
@Tag("chaos")
class OutageTest {
  private static final Duration DEADLINE = Duration.ofMillis(50);
  private static final int AT_ONCE = 1_000;
  private static final int EARLY = 20_000;
  private static final int LATE = 80_000;

  /** 200 bytes for each call between the two measurements. */
  private static final long NOISE = 200L * LATE;

  private final RedisProcess redis = RedisProcess.start();
  private final VoteEngine engine =
      VoteEngine.builder(RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.memory())
          .reconciler(Reconciler.builder().withoutDegradedMode().build())
          .drainTimeout(Duration.ZERO)
          .build();

  private final LongAdder answered = new LongAdder();
  private final LongAdder others = new LongAdder();

  @AfterEach
  void close() {
    engine.close();
    redis.close();
  }

  @Test
  void everyVoteIsAnsweredAndNoneIsRememberedWhileRedisIsDead() throws InterruptedException {
    outage(RedisProcess::kill);
  }

  @Test
  void everyVoteIsAnsweredAndNoneIsRememberedWhileRedisIsPaused() throws InterruptedException {
    outage(RedisProcess::pause);
    redis.resume();
    await()
        .atMost(AMPLE)
        .untilAsserted(() -> assertThat(cast("last")).isInstanceOf(CastResult.Accepted.class));
  }

  private CastResult cast(String voter) {
    return engine.cast(
        VoteRequest.cast(VoterId.of(voter), SubjectId.of("posts", "0"), Choice.UP).deadline(AMPLE));
  }

  private void outage(Consumer<RedisProcess> begin) throws InterruptedException {
    engine.polls().define(Poll.named("posts").unlimited());
    await()
        .atMost(AMPLE)
        .untilAsserted(() -> assertThat(cast("first")).isInstanceOf(CastResult.Accepted.class));
    begin.accept(redis);
    castAll(EARLY);
    long early = heap();
    castAll(LATE);
    // Votes of unknown outcome are remembered until Redis would refuse them as expired.
    await().atMost(AMPLE).untilAsserted(() -> assertThat(heap()).isLessThan(early + NOISE));
    assertThat(answered.sum()).isEqualTo(EARLY + LATE);
    assertThat(others.sum()).as("answers that claim to know what cannot be known").isZero();
  }

  private void castAll(int votes) throws InterruptedException {
    Semaphore free = new Semaphore(AT_ONCE);
    for (int i = 0; i < votes; i++) {
      take(free, 1);
      VoteRequest vote =
          VoteRequest.cast(
              VoterId.of("voter-" + i), SubjectId.of("posts", "" + i % 100), Choice.UP);
      engine
          .castAsync(vote.deadline(DEADLINE))
          .whenComplete(
              (result, failure) -> {
                answered.increment();
                if (failure != null || !isOfAnOutage(result)) {
                  others.increment();
                }
                free.release();
              });
    }
    take(free, AT_ONCE);
  }

  private static void take(Semaphore free, int permits) throws InterruptedException {
    assertThat(free.tryAcquire(permits, 30, TimeUnit.SECONDS)).as("a vote hangs").isTrue();
  }

  private static boolean isOfAnOutage(CastResult result) {
    return result instanceof CastResult.Unknown
        || (result instanceof CastResult.Rejected rejected
            && rejected.reason() == CastResult.Reason.UNAVAILABLE);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
