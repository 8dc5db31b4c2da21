package io.voteengine.bench.redis;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.bench.load.AnswerTimes;
import io.voteengine.bench.load.Crowd;
import io.voteengine.bench.load.InFlight;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What callers see while Redis is paused, and while it is dead: answers, their times, and the heap.
 */
@Command(
    name = "outage",
    mixinStandardHelpOptions = true,
    description = "Casts while Redis is paused and while it is dead: answers, when, and the heap.")
final class RedisOutage implements Callable<Integer> {
  private static final int SUBJECTS = 1_000;

  @Option(names = "--calls", defaultValue = "100000", description = "Default ${DEFAULT-VALUE}")
  private int calls;

  @Option(names = "--deadline", defaultValue = "50", description = "In ms; ${DEFAULT-VALUE}")
  private int deadline;

  @Option(names = "--in-flight", defaultValue = "1000", description = "Default ${DEFAULT-VALUE}")
  private int inFlight;

  @Override
  public Integer call() throws Exception {
    try (RedisProcess redis = RedisProcess.start();
        VoteEngine engine =
            VoteEngine.builder(RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.memory())
                .reconciler(Reconciler.builder().withoutDegradedMode().build())
                .drainTimeout(Duration.ofSeconds(1))
                .build()) {
      engine.polls().define(Poll.named("posts").unlimited());
      cast(engine, "up", 20_000, Duration.ofSeconds(5));
      engine.drain(Duration.ofSeconds(10));
      redis.pause();
      outage(engine, "paused");
      redis.resume();
      cast(engine, "up again", 20_000, Duration.ofSeconds(5));
      redis.kill();
      outage(engine, "dead");
    }
    return 0;
  }

  private void outage(VoteEngine engine, String state) throws InterruptedException {
    Duration patience = Duration.ofMillis(deadline);
    cast(engine, state, calls / 5, patience);
    long early = heap();
    cast(engine, state, calls - calls / 5, patience);
    long late = heap();
    System.out.printf(
        "heap in use after %,d calls: %.1f MB; after %,d: %.1f MB%n",
        calls / 5, early / 1e6, calls, late / 1e6);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void cast(VoteEngine engine, String state, int count, Duration patience)
      throws InterruptedException {
    AnswerTimes answers = new AnswerTimes();
    InFlight.run(
        inFlight,
        count,
        i -> {
          VoteRequest request =
              VoteRequest.cast(
                      Crowd.voter(i % Crowd.SIZE),
                      SubjectId.of("posts", "subject-" + i % SUBJECTS),
                      Choice.UP)
                  .deadline(patience);
          long start = System.nanoTime();
          CompletableFuture<CastResult> cast = engine.castAsync(request);
          return cast.handle(
              (result, failure) -> {
                answers.add(start, result, failure);
                return result;
              });
        });
    System.out.printf(
        "Redis %s: %,d casts, deadline %d ms, %,d in flight: answered in ms: 50 %% %.1f, 99 %% %.1f, all %.1f; %s%n",
        state,
        count,
        patience.toMillis(),
        inFlight,
        answers.millis(50),
        answers.millis(99),
        answers.longestMillis(),
        answers.counts());
  }
}
