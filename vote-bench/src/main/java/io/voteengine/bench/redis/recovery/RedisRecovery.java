package io.voteengine.bench.redis.recovery;

import io.voteengine.bench.load.Spread;
import io.voteengine.bench.load.Stolen;
import io.voteengine.bench.redis.site.ServedSite;
import io.voteengine.redis.testing.Answers;
import io.voteengine.redis.testing.Recount;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long it takes until all is exact again after Redis has lost votes under load. When Redis is
 * back, half of the voters stop. Their votes must become exact while the others take over their
 * share of the load.
 */
@Command(
    name = "recovery",
    description = "Redis loses votes under load: how long until all is exact again.")
public final class RedisRecovery implements Callable<Integer> {
  private static final int ENGINES = 2;

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

  @Override
  public Integer call() throws Exception {
    System.out.printf("%,d votes/s at %d engines; %d rounds%n%n", rate, ENGINES, rounds);
    System.out.println(
        "| loss | votes/s accepted before | exact after, s | accepted | lost | counted twice | stolen |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (RedisLoss loss : losses) {
      measure(loss);
    }
    return 0;
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
        accepted += answers.accepted();
        lost += recovery.lost() + answers.wrong().size();
        twice += Recount.countedTwice(site.database().dataSource()).size();
        System.err.printf("%s: %s, %s %s%n", loss, round, answers, answers.wrong());
      }
    }
    System.out.printf(
        "| %s | %s | %s | %,d | %d | %d | %s |%n",
        loss, before.text("%.0f"), exactAfter.text("%.2f"), accepted, lost, twice, stolen.text());
  }
}
