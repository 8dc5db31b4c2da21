package io.voteengine.bench.load;

import io.voteengine.Ack;
import io.voteengine.bench.site.Require;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is sent, and how fast. */
final class LoadOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(names = "--rate", defaultValue = "1000", description = "Votes/s; ${DEFAULT-VALUE}")
  int rate;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "How long is measured; default ${DEFAULT-VALUE}")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Seconds of the same before, not measured; default ${DEFAULT-VALUE}")
  int warmUp;

  @Option(names = "--subjects", defaultValue = "1000", description = "Default ${DEFAULT-VALUE}")
  int subjects;

  @Option(
      names = "--voters",
      defaultValue = "1000000",
      description = "Each vote is by a random one of them; default ${DEFAULT-VALUE}")
  int voters;

  @Option(
      names = "--skew",
      defaultValue = "UNIFORM",
      description = "How votes spread: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
  Skew skew = Skew.UNIFORM;

  @Option(
      names = "--ack",
      defaultValue = "ACCEPTED",
      description = "When a vote is answered: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
  Ack ack = Ack.ACCEPTED;

  @Option(
      names = "--limit",
      defaultValue = "0",
      description =
          "Votes per 10 s by one voter on one subject; 0, the default: so many that none is refused")
  int limit;

  @Option(
      names = "--deadline",
      defaultValue = "0",
      description = "Seconds until a vote times out; 0, the default: the engine's own deadlines")
  int deadline;

  @Option(names = "--partitions", defaultValue = "16", description = "Default ${DEFAULT-VALUE}")
  int partitions;

  @Option(
      names = "--in-flight",
      defaultValue = "50000",
      description = "Votes that may be under way; more are dropped. Default ${DEFAULT-VALUE}")
  int inFlight;

  @Option(
      names = "--backlog",
      defaultValue = "1000000",
      description = "Votes that may wait for the ledger; default ${DEFAULT-VALUE}")
  int backlog;

  void check() {
    Require require = new Require(command);
    require.range("--rate", rate, 1, 1_000_000);
    require.range("--seconds", seconds, 1, 86_400);
    require.range("--warm-up", warmUp, 0, 3_600);
    require.range("--subjects", subjects, 1, 10_000_000);
    require.range("--voters", voters, 1, 1_000_000_000);
    require.range("--limit", limit, 0, 1_000_000);
    require.range("--deadline", deadline, 0, 3_600);
    require.range("--in-flight", inFlight, 1, 1_000_000);
    require.range("--backlog", backlog, 1, 1_000_000);
    require.powerOfTwo("--partitions", partitions, 1_024);
  }

  String text() {
    return "%,d votes/s for %d s after %d s, %,d subjects (%s), %,d voters, %s, %d partitions"
        .formatted(rate, seconds, warmUp, subjects, skew, voters, ack, partitions);
  }
}
