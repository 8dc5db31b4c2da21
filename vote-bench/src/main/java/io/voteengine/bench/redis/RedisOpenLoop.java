package io.voteengine.bench.redis;

import io.voteengine.Ack;
import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.bench.load.AnswerTimes;
import io.voteengine.bench.load.Crowd;
import io.voteengine.bench.load.OpenLoop;
import io.voteengine.bench.load.Stolen;
import io.voteengine.bench.redis.site.RedisOption;
import io.voteengine.bench.redis.site.ServedSite;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Votes that arrive at a constant rate, with Redis, PostgreSQL and the reconciler beside them. */
@Command(
    name = "open-loop",
    description = "Votes at a constant rate through engine, Redis and PostgreSQL: latencies.")
final class RedisOpenLoop implements Callable<Integer> {
  private static final int SUBJECTS = 1_000;

  @Mixin private RedisOption redis = new RedisOption();

  @Option(names = "--rate", defaultValue = "1000", description = "Votes/s; ${DEFAULT-VALUE}")
  private int rate;

  @Option(names = "--seconds", defaultValue = "60", description = "Default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(names = "--partitions", defaultValue = "16", description = "Default ${DEFAULT-VALUE}")
  private int partitions;

  @Option(names = "--warm-up", defaultValue = "60", description = "In s; ${DEFAULT-VALUE}")
  private int warmUp;

  private final SplittableRandom random = new SplittableRandom(1);
  private volatile AnswerTimes answers = new AnswerTimes();

  @Override
  public Integer call() throws Exception {
    String uri = redis.connect();
    try (RedisOption server = redis;
        ServedSite site = new ServedSite(uri, 1, options -> options.partitions(partitions))) {
      System.out.printf(
          "Redis %s; %d partitions; %,d votes/s for %d s; milliseconds from when each was due%n%n",
          server.figures().version(), partitions, rate, seconds);
      System.out.println(
          "| answered | 50 % | 90 % | 99 % | 99.9 % | the last | answers | stolen |");
      System.out.println("|---|---|---|---|---|---|---|---|");
      for (Ack ack : Ack.values()) {
        measure(site.engine(0), ack);
      }
    }
    return 0;
  }

  private void measure(VoteEngine engine, Ack ack) throws InterruptedException {
    String stolen;
    try (OpenLoop loop = OpenLoop.start(rate, due -> cast(engine, ack, due))) {
      loop.goOn(warmUp);
      answers = new AnswerTimes();
      Stolen since = new Stolen();
      loop.goOn(seconds);
      stolen = since.text();
    }
    // Calls under way belong to the rate too.
    TimeUnit.SECONDS.sleep(5);
    AnswerTimes all = answers;
    System.out.printf(
        "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %s | %s |%n",
        ack,
        all.millis(50),
        all.millis(90),
        all.millis(99),
        all.millis(99.9),
        all.longestMillis(),
        all.counts(),
        stolen);
  }

  private void cast(VoteEngine engine, Ack ack, long due) {
    VoteRequest vote =
        VoteRequest.cast(
                Crowd.voter(random.nextInt(Crowd.SIZE)),
                SubjectId.of(ServedSite.POLL, "subject-" + random.nextInt(SUBJECTS)),
                random.nextBoolean() ? Choice.UP : Choice.DOWN)
            .ack(ack);
    engine.castAsync(vote).whenComplete((result, failure) -> answers.add(due, result, failure));
  }
}
