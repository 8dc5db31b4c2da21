package io.voteengine.bench.redis;

import io.voteengine.bench.load.Crowd;
import io.voteengine.bench.load.Spread;
import io.voteengine.bench.redis.site.RedisOption;
import io.voteengine.bench.redis.site.RedisSite;
import io.voteengine.redis.RedisVoteStore;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One vote at a time, through the store and as a bare EVALSHA, in turns. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = "One thread: a cast beside a bare EVALSHA of the same script, and PING.")
final class RedisLatency implements Callable<Integer> {
  private static final int SUBJECTS = 1_000;

  @Mixin private RedisOption redis = new RedisOption();

  @Option(names = "--rounds", defaultValue = "30", description = "Rounds; default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--votes",
      defaultValue = "3000",
      description = "Votes of each kind in a round; default ${DEFAULT-VALUE}")
  private int votes;

  private record Kind(String name, CastRequest request, Histogram all, Spread medians) {
    Kind(String name, CastRequest request) {
      this(name, request, new Histogram(3), new Spread());
    }
  }

  @Override
  public Integer call() throws Exception {
    String uri = redis.connect();
    try (RedisOption server = redis;
        RedisSite store = RedisSite.open(RedisVoteStore.builder(uri).keyPrefix("store"), SUBJECTS);
        BareCasts bare = new BareCasts(uri, "bare_", SUBJECTS)) {
      Kind cast = new Kind("cast", (s, v, id) -> store.cast(s, Crowd.voter(v), id));
      Kind evalsha = new Kind("EVALSHA", (s, v, id) -> bare.cast(s, Crowd.name(v), id));
      List<Kind> kinds = List.of(cast, evalsha, new Kind("PING", (s, v, id) -> bare.ping()));
      for (int warmUp = 0; warmUp < 20; warmUp++) {
        for (Kind kind : kinds) {
          round(kind.request(), new SplittableRandom(-warmUp), -1L - warmUp);
        }
      }
      for (int r = 1; r <= rounds; r++) {
        for (Kind kind : kinds) {
          Histogram took = round(kind.request(), new SplittableRandom(r), r);
          kind.all().add(took);
          kind.medians().add(took.getValueAtPercentile(50) / 1e3);
        }
        store.trim();
        bare.trim();
      }
      print(server, kinds);
      System.out.printf(
          "%ncast / EVALSHA, round by round: %s%n",
          cast.medians().over(evalsha.medians()).text("%.3f"));
    }
    return 0;
  }

  private Histogram round(CastRequest request, SplittableRandom random, long round)
      throws Exception {
    Histogram took = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    for (int i = 0; i < votes; i++) {
      int subject = random.nextInt(SUBJECTS);
      int voter = random.nextInt(Crowd.SIZE);
      long start = System.nanoTime();
      request.send(subject, voter, (round << 32) + i).toCompletableFuture().get();
      took.recordValue(System.nanoTime() - start);
    }
    return took;
  }

  private void print(RedisOption server, List<Kind> kinds) {
    System.out.printf(
        "%nRedis %s, %d rounds of %,d; microseconds; spread: the rounds' medians%n%n",
        server.figures().version(), rounds, votes);
    System.out.println("| request | median (spread) | 90 % | 99 % | 99.9 % |");
    System.out.println("|---|---|---|---|---|");
    for (Kind kind : kinds) {
      System.out.printf(
          "| %s | %s | %.0f | %.0f | %.0f |%n",
          kind.name(),
          kind.medians().text("%.1f"),
          kind.all().getValueAtPercentile(90) / 1e3,
          kind.all().getValueAtPercentile(99) / 1e3,
          kind.all().getValueAtPercentile(99.9) / 1e3);
    }
  }
}
