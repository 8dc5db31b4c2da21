package io.voteengine.bench.compare;

import io.voteengine.bench.endpoint.EndpointKind;
import io.voteengine.bench.pgbench.PgbenchRound;
import io.voteengine.bench.site.Require;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.workload.Subjects;
import io.voteengine.bench.workload.Votes;
import io.voteengine.bench.workload.Workload;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The contestants, their workloads, and the length of a round. */
final class CompareOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--with",
      split = ",",
      defaultValue = "ROW_LOCK",
      description = "Opponents: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
  private List<EndpointKind> opponents = List.of(EndpointKind.ROW_LOCK);

  @Option(
      names = "--ours",
      defaultValue = "OURS",
      description = "The contestant that the ratios are of; default ${DEFAULT-VALUE}")
  EndpointKind ours = EndpointKind.OURS;

  @Option(
      names = "--subjects",
      split = ",",
      defaultValue = "SIX",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
  private List<Subjects> subjects = List.of(Subjects.SIX);

  @Option(
      names = "--votes",
      split = ",",
      defaultValue = "NEW",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
  private List<Votes> votes = List.of(Votes.NEW);

  @Option(
      names = "--pool",
      defaultValue = "20000",
      description = "Voters who vote before others than new votes; default ${DEFAULT-VALUE}")
  private int pool;

  @Option(names = "--rounds", defaultValue = "5", description = "Default ${DEFAULT-VALUE}")
  int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Of one contestant in one round; default ${DEFAULT-VALUE}")
  double seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "5",
      description = "Seconds of each contestant before; default ${DEFAULT-VALUE}")
  double warmUp;

  @Option(
      names = "--in-flight",
      defaultValue = "4096",
      description = "Votes under way, for those that do not wait; default ${DEFAULT-VALUE}")
  int inFlight;

  @Option(names = "--partitions", defaultValue = "16", description = "Default ${DEFAULT-VALUE}")
  int partitions;

  void check() {
    Require require = new Require(command);
    require.range("--pool", pool, 1, 10_000_000);
    require.range("--rounds", rounds, 1, 1_000);
    require.range("--in-flight", inFlight, 1, 1_000_000);
    require.powerOfTwo("--partitions", partitions, 1_024);
    require.that(
        seconds >= 0.1 && seconds <= 3_600 && warmUp >= 0 && warmUp <= 3_600,
        "--seconds must be from 0.1 to 3,600, and --warm-up from 0");
    for (EndpointKind opponent : opponents) {
      require.that(opponent != ours, "--with names " + ours + ", which --ours names already");
      require.that(
          opponent.isLimiter() == ours.isLimiter(),
          opponent + " and " + ours + " do not do the same: a limiter counts no votes");
    }
    for (EndpointKind one : contestants()) {
      votes.forEach(
          what -> require.that(one.does(what), one + " can do new votes only, not " + what));
    }
  }

  /** Refuses contestants that these servers do not suit. */
  void check(Servers servers) {
    Require require = new Require(command);
    for (EndpointKind one : contestants()) {
      require.that(
          !one.needsPostgres() || servers.sql().isPostgres(),
          one + " needs PostgreSQL, not --jdbc h2");
      require.that(
          !one.isPgbench() || PgbenchRound.canRun(),
          one + " needs pgbench, which is not here: install postgresql-contrib or leave it out");
      require.that(
          !one.needsRedis() || servers.redis() != null, one + " needs Redis, not --redis memory");
    }
  }

  /** Ours first. */
  List<EndpointKind> contestants() {
    return Stream.concat(Stream.of(ours), opponents.stream().distinct()).toList();
  }

  List<Workload> workloads() {
    return subjects.stream()
        .flatMap(those -> votes.stream().map(these -> new Workload(those, these, pool)))
        .toList();
  }

  String text() {
    return "%d rounds of %.1f s, %,d in flight, %d partitions"
        .formatted(rounds, seconds, inFlight, partitions);
  }
}
