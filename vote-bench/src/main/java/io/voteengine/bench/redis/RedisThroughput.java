package io.voteengine.bench.redis;

import io.voteengine.bench.load.Crowd;
import io.voteengine.bench.load.Spread;
import io.voteengine.bench.redis.site.RedisOption;
import io.voteengine.bench.redis.site.RedisSite;
import io.voteengine.redis.RedisVoteStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many votes in flight: with and without sharing calls, on many subjects and on one. */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
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

  @Override
  public Integer call() throws Exception {
    List<AutoCloseable> open = new ArrayList<>();
    open.add(redis);
    try {
      String uri = redis.connect();
      BareCasts bare = new BareCasts(uri, "bare", SUBJECTS);
      open.add(bare);
      List<SaturatedCasts> kinds = new ArrayList<>();
      kinds.add(
          new SaturatedCasts(
              "one EVALSHA per vote",
              SUBJECTS,
              (s, v, id) -> bare.cast(s, Crowd.name(v), id),
              bare::trim));
      for (int together : new int[] {1, 4, 16, 64, 256}) {
        kinds.add(store(open, uri, "store, together(" + together + ")", together, SUBJECTS));
      }
      kinds.add(store(open, uri, "store, together(64), one subject", 64, 1));
      for (int r = -1; r < rounds; r++) {
        for (SaturatedCasts kind : kinds) {
          kind.round(redis, inFlight, votes, r);
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

  private SaturatedCasts store(
      List<AutoCloseable> open, String uri, String name, int together, int subjects) {
    RedisSite site =
        RedisSite.open(
            RedisVoteStore.builder(uri)
                .keyPrefix("store" + together + "-" + subjects)
                .maxBatchSize(together),
            subjects);
    open.add(site);
    return new SaturatedCasts(
        name, subjects, (s, v, id) -> site.cast(s, Crowd.voter(v), id), site::trim);
  }

  private void print(List<SaturatedCasts> kinds) {
    System.out.printf(
        "%nRedis %s, %d rounds of %,d votes, %,d in flight; medians, and the rounds' spread%n%n",
        redis.figures().version(), rounds, votes, inFlight);
    System.out.println(
        "| casting | votes/s | beside one EVALSHA per vote | server µs/vote | client µs/vote |");
    System.out.println("|---|---|---|---|---|");
    for (SaturatedCasts kind : kinds) {
      System.out.printf(
          "| %s | %s | %s | %.1f | %.1f |%n",
          kind.name(),
          kind.perSecond().text("%,.0f"),
          kind.perSecond().over(kinds.get(0).perSecond()).text("%.2f"),
          kind.serverMicros().median(),
          kind.clientMicros().median());
    }
    Spread hot = kinds.get(kinds.size() - 1).perSecond().over(kinds.get(4).perSecond());
    System.out.printf(
        "%none subject / %,d subjects, round by round: %s%n", SUBJECTS, hot.text("%.2f"));
  }
}
