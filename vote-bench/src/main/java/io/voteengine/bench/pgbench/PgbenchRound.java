package io.voteengine.bench.pgbench;

import io.voteengine.bench.check.Correctness;
import io.voteengine.bench.check.Differences;
import io.voteengine.bench.cost.RoundMeter;
import io.voteengine.bench.endpoint.EndpointKind;
import io.voteengine.bench.result.CompareFigures;
import io.voteengine.bench.site.PostgresSpace;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One round of a script. pgbench does not say who voted for what, so the sums are compared. */
public final class PgbenchRound {
  private PgbenchRound() {}

  public static boolean canRun() {
    return Pgbench.isInstalled();
  }

  public static CompareFigures.Round run(
      EndpointKind kind, Servers servers, Workload workload, double seconds)
      throws InterruptedException {
    PgbenchScript script =
        kind == EndpointKind.PGBENCH_VOTER ? PgbenchScript.VOTER : PgbenchScript.ROW_LOCK;
    try (PostgresSpace space = (PostgresSpace) servers.sql().create()) {
      script.tables(workload).forEach(space::execute);
      RoundMeter meter = RoundMeter.start(servers, space);
      Pgbench.Done done = Pgbench.run(space, script.text(workload), (int) Math.ceil(seconds));
      Differences differences = new Differences();
      for (String count : script.counts()) {
        differences.compare(count, space.number(count), done.transactions());
      }
      return new CompareFigures.Round(
          done.perSecond(),
          done.perSecond(),
          meter.perVote(done.transactions()),
          Correctness.ofSums(
              done.transactions(), space.number(script.counts().get(0)), differences));
    } catch (IOException e) {
      throw new UncheckedIOException("pgbench cannot be run", e);
    }
  }
}
