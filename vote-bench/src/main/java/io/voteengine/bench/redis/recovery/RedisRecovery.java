package io.voteengine.bench.redis.recovery;

import io.voteengine.bench.cost.Stolen;
import io.voteengine.bench.load.Spread;
import io.voteengine.bench.redis.site.ServedSite;
import io.voteengine.bench.result.EnvironmentProbe;
import io.voteengine.bench.result.FaultTimeline;
import io.voteengine.bench.result.FigureTable;
import io.voteengine.bench.result.ResultFile;
import io.voteengine.bench.result.RunResult;
import io.voteengine.bench.site.Require;
import io.voteengine.redis.testing.Answers;
import io.voteengine.redis.testing.Recount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How long it takes until all is exact again after Redis has lost votes under load. When Redis is
 * back, half of the voters stop. Their votes must become exact while the others take over their
 * share of the load.
 */
@Command(
    name = "recovery",
    mixinStandardHelpOptions = true,
    description = "Redis loses votes under load: how long until all is exact again.")
public final class RedisRecovery implements Callable<Integer> {
  private static final int ENGINES = 2;

  private static final List<String> COLUMNS =
      List.of(
          "loss",
          "votes/s accepted before",
          "exact after, s",
          "accepted",
          "lost",
          "counted twice",
          "stolen");

  @Spec private @Nullable CommandSpec command;

  @Option(names = "--rounds", defaultValue = "5", description = "Default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(names = "--loss", description = "${COMPLETION-CANDIDATES}; default all")
  private List<RedisLoss> losses = List.of(RedisLoss.values());

  @Option(names = "--rate", defaultValue = "2000", description = "Votes/s; ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Of load before; default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(names = "--warm-up", defaultValue = "15", description = "In s; ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(names = "--output", description = "A file for the result, as JSON")
  private @Nullable Path output;

  private final List<List<String>> rows = new ArrayList<>();
  private final List<FaultTimeline> timelines = new ArrayList<>();
  private long cast;
  private long different;

  @Override
  public Integer call() throws Exception {
    Require require = new Require(command);
    require.range("--rounds", rounds, 1, 1_000);
    require.range("--rate", rate, 1, 1_000_000);
    require.range("--seconds", seconds, 1, 3_600);
    require.range("--warm-up", warmUp, 0, 3_600);
    EnvironmentProbe probe = new EnvironmentProbe();
    for (RedisLoss loss : losses) {
      measure(loss);
    }
    String settings = "%,d votes/s at %d engines; %d rounds".formatted(rate, ENGINES, rounds);
    FigureTable table =
        new FigureTable(
            "Redis loses votes under load",
            COLUMNS,
            rows,
            "cast %,d (accepted): differences in SQL and in the stores %,d"
                .formatted(cast, different));
    RunResult result =
        RunResult.of("recovery", settings, probe.end("Redis, PostgreSQL"), table, timelines);
    ResultFile.write(output, result);
    System.out.printf("%s%n%s%n%n%s%n", result.environment().text(), settings, table.text());
    return different == 0 ? 0 : 1;
  }

  private void measure(RedisLoss loss) throws InterruptedException {
    Spread before = new Spread();
    Spread exactAfter = new Spread();
    long accepted = 0;
    long lost = 0;
    long twice = 0;
    Stolen stolen = new Stolen();
    for (int i = 0; i < rounds; i++) {
      try (RedisLoss.Server redis = loss.start();
          ServedSite site = new ServedSite(redis.uri(), ENGINES, options -> options)) {
        RecoveryRound recovery = new RecoveryRound(redis, site, rate);
        RecoveryRound.Round round = recovery.run(warmUp, seconds);
        Answers answers = recovery.answers();
        before.add(round.before());
        exactAfter.add(round.exactAfter());
        long lostNow = recovery.lost() + answers.wrong().size();
        long twiceNow = Recount.countedTwice(site.database().dataSource()).size();
        accepted += answers.accepted();
        lost += lostNow;
        twice += twiceNow;
        timelines.add(
            recovery.timeline(
                loss + ", round " + (i + 1),
                "cast %,d (accepted): lost %,d, counted twice %,d"
                    .formatted(answers.accepted(), lostNow, twiceNow)));
        System.err.printf("%s: %s, %s %s%n", loss, round, answers, answers.wrong());
      }
    }
    rows.add(
        List.of(
            loss.toString(),
            before.text("%.0f"),
            exactAfter.text("%.2f"),
            "%,d".formatted(accepted),
            Long.toString(lost),
            Long.toString(twice),
            stolen.text()));
    cast += accepted;
    different += lost + twice;
  }
}
