package io.voteengine.bench.redis;

import com.sun.management.OperatingSystemMXBean;
import io.voteengine.bench.load.Crowd;
import io.voteengine.bench.load.InFlight;
import io.voteengine.bench.load.Spread;
import io.voteengine.redis.RedisVoteStore;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many votes in flight: with and without sharing calls, on many subjects and on one. */
@Command(
    name = "throughput",
    description = "Saturated: votes that share calls beside one EVALSHA each, and a hot subject.")
final class RedisThroughput implements Callable<Integer> {
  private static final int SUBJECTS = 10_000;

  @Mixin private RedisOption redis = new RedisOption();

  @Option(names = "--rounds", defaultValue = "7", description = "Rounds; default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--votes",
      defaultValue = "100000",
      description = "Votes of each kind in a round; default ${DEFAULT-VALUE}")
  private int votes;

  @Option(
      names = "--in-flight",
      defaultValue = "2048",
      description = "Votes that are under way at a time; default ${DEFAULT-VALUE}")
  private int inFlight;

  /** The rate that one kind of casting reached. */
  private static final class Kind {
    final String name;
    final int subjects;
    final RedisLatency.Request request;
    final Runnable trim;
    final Spread perSecond = new Spread();
    final Spread serverMicros = new Spread();
    final Spread clientMicros = new Spread();

    Kind(String name, int subjects, RedisLatency.Request request, Runnable trim) {
      this.name = name;
      this.subjects = subjects;
      this.request = request;
      this.trim = trim;
    }
  }

  @Override
  public Integer call() throws Exception {
    List<AutoCloseable> open = new ArrayList<>();
    open.add(redis);
    try {
      String uri = redis.connect();
      BareCasts bare = new BareCasts(uri, "bare", SUBJECTS);
      open.add(bare);
      List<Kind> kinds = new ArrayList<>();
      kinds.add(
          new Kind(
              "one EVALSHA per vote",
              SUBJECTS,
              (s, v, id) -> bare.cast(s, Crowd.name(v), id),
              bare::trim));
      for (int together : new int[] {1, 4, 16, 64, 256}) {
        kinds.add(store(open, uri, "store, together(" + together + ")", together, SUBJECTS));
      }
      kinds.add(store(open, uri, "store, together(64), one subject", 64, 1));
      for (int r = -1; r < rounds; r++) {
        for (Kind kind : kinds) {
          round(kind, r);
        }
      }
      print(kinds);
    } finally {
      for (int i = open.size() - 1; i >= 0; i--) {
        open.get(i).close();
      }
    }
    return 0;
  }

  private Kind store(
      List<AutoCloseable> open, String uri, String name, int together, int subjects) {
    RedisSite site =
        RedisSite.open(
            RedisVoteStore.builder(uri)
                .keyPrefix("store" + together + "-" + subjects)
                .maxBatchSize(together),
            subjects);
    open.add(site);
    return new Kind(name, subjects, (s, v, id) -> site.cast(s, Crowd.voter(v), id), site::trim);
  }

  /** Runs one round; a round below 0 warms up. */
  private void round(Kind kind, int round) throws InterruptedException {
    long server = redis.cpuMicros();
    long client = clientMicros();
    long start = System.nanoTime();
    castAll(kind, round);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (round >= 0) {
      kind.perSecond.add(votes / seconds);
      kind.serverMicros.add((double) (redis.cpuMicros() - server) / votes);
      kind.clientMicros.add((double) (clientMicros() - client) / votes);
    }
    kind.trim.run();
  }

  private void castAll(Kind kind, int round) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(round);
    InFlight.run(
        inFlight,
        votes,
        i ->
            kind.request.send(
                random.nextInt(kind.subjects),
                random.nextInt(Crowd.SIZE),
                ((long) round << 32) + i));
  }

  private static long clientMicros() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return TimeUnit.NANOSECONDS.toMicros(system.getProcessCpuTime());
  }

  private void print(List<Kind> kinds) {
    System.out.printf(
        "%nRedis %s, %d rounds of %,d votes, %,d in flight; medians, and the rounds' spread%n%n",
        redis.info("server", "redis_version"), rounds, votes, inFlight);
    System.out.println(
        "| casting | votes/s | beside one EVALSHA per vote | server µs/vote | client µs/vote |");
    System.out.println("|---|---|---|---|---|");
    for (Kind kind : kinds) {
      System.out.printf(
          "| %s | %s | %s | %.1f | %.1f |%n",
          kind.name,
          kind.perSecond.text("%,.0f"),
          kind.perSecond.over(kinds.get(0).perSecond).text("%.2f"),
          kind.serverMicros.median(),
          kind.clientMicros.median());
    }
    Spread hot = kinds.get(kinds.size() - 1).perSecond.over(kinds.get(4).perSecond);
    System.out.printf(
        "%none subject / %,d subjects, round by round: %s%n", SUBJECTS, hot.text("%.2f"));
  }
}
