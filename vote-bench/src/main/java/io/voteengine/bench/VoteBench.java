package io.voteengine.bench;

import io.voteengine.bench.compare.CompareCommand;
import io.voteengine.bench.growth.GrowthCommand;
import io.voteengine.bench.jmh.JmhCommand;
import io.voteengine.bench.ledger.LedgerBench;
import io.voteengine.bench.live.LiveBench;
import io.voteengine.bench.load.LoadCommand;
import io.voteengine.bench.poll.FinalizeCommand;
import io.voteengine.bench.redis.RedisBench;
import io.voteengine.bench.redis.memory.RedisMemory;
import io.voteengine.bench.redis.recovery.RedisRecovery;
import io.voteengine.bench.report.ReportCommand;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The tool: {@code java -jar vote-bench/target/vote-bench.jar COMMAND}. */
@Command(
    name = "vote-bench",
    mixinStandardHelpOptions = true,
    description = "Measures VoteEngine on this machine.",
    subcommands = {
      LoadCommand.class,
      CompareCommand.class,
      GrowthCommand.class,
      RedisMemory.class,
      RedisRecovery.class,
      ReportCommand.class,
      JmhCommand.class,
      RedisBench.class,
      LedgerBench.class,
      LiveBench.class,
      FinalizeCommand.class
    })
public final class VoteBench {
  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private static final int FAILED = 4;

  private VoteBench() {}

  /**
   * Runs a command and returns its exit code: 1 for differences, 2 for refused options, 4 for a
   * failure.
   */
  public static int run(String... args) {
    Locale before = Locale.getDefault();
    // Figures look the same everywhere, and a picture needs its decimal points.
    Locale.setDefault(Locale.ENGLISH);
    try {
      CommandLine tool = new CommandLine(new VoteBench());
      CommandLine jmh = Objects.requireNonNull(tool.getSubcommands().get("jmh"));
      jmh.setUnmatchedOptionsArePositionalParams(true);
      return tool.setCaseInsensitiveEnumValuesAllowed(true)
          .setParameterExceptionHandler(VoteBench::refuse)
          .setExecutionExceptionHandler(VoteBench::fail)
          .execute(args);
    } finally {
      Locale.setDefault(before);
    }
  }

  /** A sentence, and where to read on; not all options again. */
  private static int refuse(ParameterException refused, String[] args) {
    CommandLine command = refused.getCommandLine();
    command
        .getErr()
        .printf(
            "%s%nSee %s --help.%n", refused.getMessage(), command.getCommandSpec().qualifiedName());
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** The trace of a failure, for its analysis. */
  private static int fail(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof IllegalArgumentException) {
      command.getErr().println(failure.getMessage());
      return command.getCommandSpec().exitCodeOnInvalidInput();
    }
    failure.printStackTrace(command.getErr());
    return FAILED;
  }

  /**
   * Runs a command.
   *
   * @param args its name and options; without any, lists the commands
   */
  public static void main(String[] args) {
    // What the engine logs of an outage would hide the figures; -D… shows it.
    if (System.getProperty(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, "off");
    }
    System.exit(run(args));
  }
}
