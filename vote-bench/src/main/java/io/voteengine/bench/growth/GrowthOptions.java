package io.voteengine.bench.growth;

import io.voteengine.bench.site.Require;
import io.voteengine.bench.site.Servers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What grows, how far, and what is measured at each size. */
final class GrowthOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--over",
      defaultValue = "VOTERS",
      description = "What grows: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
  Growing over = Growing.VOTERS;

  @Option(
      names = "--until",
      defaultValue = "1000000",
      description = "The largest size; default ${DEFAULT-VALUE}")
  int until;

  @Option(
      names = "--window",
      defaultValue = "100000",
      description =
          "Votes that are measured at each size, at most as many as there were before; default ${DEFAULT-VALUE}")
  int window;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Votes/s while times are measured; default ${DEFAULT-VALUE}")
  int rate;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long times are measured at each size; default ${DEFAULT-VALUE}")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "300000",
      description = "Votes in another poll before all others; default ${DEFAULT-VALUE}")
  int warmUp;

  @Option(names = "--partitions", defaultValue = "16", description = "Default ${DEFAULT-VALUE}")
  int partitions;

  @Option(
      names = "--in-flight",
      defaultValue = "4096",
      description = "Votes that are under way at a time; default ${DEFAULT-VALUE}")
  int inFlight;

  void check() {
    Require require = new Require(command);
    require.range("--until", until, 1, 30_000_000);
    require.range("--window", window, 1_000, 10_000_000);
    require.range("--rate", rate, 1, 1_000_000);
    require.range("--seconds", seconds, 1, 3_600);
    require.range("--warm-up", warmUp, 0, 10_000_000);
    require.range("--in-flight", inFlight, 1, 1_000_000);
    require.powerOfTwo("--partitions", partitions, 1_024);
    require.that(
        !over.sizes(until).isEmpty(),
        "--until %d is below the smallest size of --over %s".formatted(until, over));
  }

  void check(Servers servers) {
    new Require(command)
        .that(
            over != Growing.NODES || servers.redis() != null,
            "--over NODES needs a Redis: nodes share no store in memory");
  }

  String text() {
    String text =
        "%s up to %,d, %,d votes at each size, then %,d/s for %d s"
            .formatted(over.text, until, window, rate, seconds);
    return over == Growing.PARTITIONS ? text : text + ", " + partitions + " partitions";
  }
}
