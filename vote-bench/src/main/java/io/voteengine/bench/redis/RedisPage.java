package io.voteengine.bench.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.bench.load.Accepted;
import io.voteengine.bench.load.Crowd;
import io.voteengine.bench.redis.site.RedisOption;
import io.voteengine.bench.redis.site.ServedSite;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pages of 100 subjects with a voter's choices, read through the engine. */
@Command(
    name = "page",
    mixinStandardHelpOptions = true,
    description = "100 subjects with a voter's choices, beside a bare PING.")
final class RedisPage implements Callable<Integer> {
  private static final int SUBJECTS = 100;
  private static final int VOTERS = 50;

  @Mixin private RedisOption redis = new RedisOption();

  @Option(names = "--rounds", defaultValue = "20", description = "Rounds; default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--pages",
      defaultValue = "1000",
      description = "Pages in a round; default ${DEFAULT-VALUE}")
  private int pages;

  private final PageFigures figures = new PageFigures();

  @Override
  public Integer call() throws Exception {
    String uri = redis.connect();
    RedisClient client = RedisClient.create(uri);
    try (RedisOption server = redis;
        VoteEngine engine =
            VoteEngine.builder(RedisVoteStore.connect(uri), JdbcVoteLedger.memory())
                .reconciler(Reconciler.withDefaults())
                .acceptedDeadline(Duration.ofSeconds(10))
                .build()) {
      List<SubjectId> subjects = vote(engine);
      RedisAsyncCommands<String, String> ping = client.connect().async();
      for (int r = -10; r < rounds; r++) {
        round(engine, subjects, ping, r >= 0);
      }
      System.out.printf(
          "%nRedis %s, %d rounds of %,d pages of %d subjects in %d partitions with a voter's choices%n",
          server.figures().version(), rounds, pages, SUBJECTS, ServedSite.PARTITIONS);
      figures.print();
    } finally {
      client.shutdown();
    }
    return 0;
  }

  private static List<SubjectId> vote(VoteEngine engine) {
    engine.polls().define(Poll.named("posts").unlimited());
    List<SubjectId> subjects =
        IntStream.range(0, SUBJECTS).mapToObj(i -> SubjectId.of("posts", "subject-" + i)).toList();
    for (SubjectId subject : subjects) {
      for (int voter = 0; voter < VOTERS; voter++) {
        Accepted.check(engine.cast(Crowd.voter(voter), subject, Choice.UP));
      }
    }
    return subjects;
  }

  private void round(
      VoteEngine engine,
      List<SubjectId> subjects,
      RedisAsyncCommands<String, String> ping,
      boolean counted)
      throws Exception {
    Histogram page = new Histogram(3);
    Histogram bare = new Histogram(3);
    long commands = evalshas();
    long reads = Long.parseLong(redis.figures().info("stats", "total_reads_processed"));
    long cpu = redis.figures().cpuMicros();
    for (int i = 0; i < pages; i++) {
      long start = System.nanoTime();
      List<SubjectView> views = engine.page(subjects, Crowd.voter(i % VOTERS));
      page.recordValue(System.nanoTime() - start);
      if (!views.stream().allMatch(v -> v.exact() && v.choice() == Choice.UP)) {
        throw new IllegalStateException("The page is not exact: " + views);
      }
    }
    cpu = redis.figures().cpuMicros() - cpu;
    reads = Long.parseLong(redis.figures().info("stats", "total_reads_processed")) - reads;
    commands = evalshas() - commands;
    for (int i = 0; i < pages; i++) {
      long start = System.nanoTime();
      ping.ping().get();
      bare.recordValue(System.nanoTime() - start);
    }
    if (counted) {
      figures.addMedians(page, bare);
      figures.addPerPage((double) commands / pages, (double) reads / pages, (double) cpu / pages);
    }
  }

  private long evalshas() {
    String calls = redis.figures().info("commandstats", "cmdstat_evalsha");
    return Long.parseLong(calls.split("[=,]", 3)[1]);
  }
}
