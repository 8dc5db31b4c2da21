package io.voteengine.redis.faults;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A poll {@code vote.test.times} as large as the {@code vote.test.megabytes} of Redis. */
@Tag("chaos")
class SmallMemoryTest {
  private static final int MEGABYTES = Integer.getInteger("vote.test.megabytes", 4);
  private static final int TIMES = Integer.getInteger("vote.test.times", 3);

  /** A subject with one voter takes about 300 bytes; the rest is for Redis itself. */
  private static final int SUBJECTS = MEGABYTES * TIMES * 1_000_000 / 300;

  private static final int AT_ONCE = 500;

  @Test
  void pollLargerThanMemoryIsServedExactly() throws InterruptedException {
    try (RedisProcess redis = RedisProcess.start("--maxmemory", MEGABYTES + "mb");
        VoteEngine engine =
            VoteEngine.builder(
                    RedisVoteStore.builder(redis.uri()).maxBacklog(2_000).build(),
                    JdbcVoteLedger.memory())
                .reconciler(Reconciler.withDefaults())
                .acceptedDeadline(AMPLE)
                .build()) {
      engine.polls().define(Poll.named("posts").unlimited());
      for (String voter : new String[] {"ada", "bob"}) {
        castOnAll(engine, VoterId.of(voter));
        assertThat(engine.drain(AMPLE)).isTrue();
      }
      assertThat(engine.auditNow("posts")).matches(report -> report.exact());
      assertThat(engine.auditNow("posts").votes().up()).isEqualTo(2L * SUBJECTS);
      IntStream.of(0, SUBJECTS / 2, SUBJECTS - 1)
          .forEach(i -> assertThat(engine.read(subject(i), null).tally().up()).isEqualTo(2));
    }
  }

  private void castOnAll(VoteEngine engine, VoterId voter) throws InterruptedException {
    Semaphore free = new Semaphore(AT_ONCE);
    for (int i = 0; i < SUBJECTS; i++) {
      take(free, 1);
      RequestId id = RequestId.of(new UUID(voter.hashCode(), i));
      cast(engine, VoteRequest.cast(voter, subject(i), Choice.UP).requestId(id), free);
    }
    take(free, AT_ONCE);
  }

  private void cast(VoteEngine engine, VoteRequest vote, Semaphore free) {
    engine
        .castAsync(vote)
        .whenComplete(
            (result, failure) -> {
              if (result instanceof CastResult.Accepted) {
                free.release();
              } else {
                cast(engine, vote, free); // Its memory is full just now, or its backlog.
              }
            });
  }

  private static void take(Semaphore free, int permits) throws InterruptedException {
    assertThat(free.tryAcquire(permits, 60, TimeUnit.SECONDS)).as("a vote hangs").isTrue();
  }

  private static SubjectId subject(int number) {
    return SubjectId.of("posts", "subject-" + number);
  }
}
