package io.voteengine.examples.quickstart;

import io.voteengine.VoteException;
import io.voteengine.examples.quickstart.console.Text;
import io.voteengine.examples.quickstart.console.UserError;
import io.voteengine.examples.quickstart.launch.LaunchCommand;
import io.voteengine.examples.quickstart.replay.ReplayCommand;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program: runs a launch day, or replays a file. */
@Command(
    name = "quickstart",
    description = "VoteEngine at work. Without a command: a launch day.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all votes are in the ledger, and its counts agree",
      "1:the counts do not agree",
      "2:wrong options, wrong input, or a database that cannot be used"
    })
public final class Quickstart implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  boolean help;

  private final LaunchCommand launch;

  private Quickstart(LaunchCommand launch) {
    this.launch = launch;
  }

  /**
   * Runs the program. Returns on success. Otherwise ends the JVM with an exit code: under {@code
   * exec:java} the JVM is Maven's, which has work left to do after a success.
   *
   * @param args see {@code --help}
   */
  public static void main(String... args) {
    int exitCode = commandLine(System.out, System.err).execute(args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    return launch.call();
  }

  static CommandLine commandLine(PrintStream out, PrintStream err) {
    LaunchCommand launch = new LaunchCommand(out);
    return new CommandLine(new Quickstart(launch))
        .addSubcommand(launch)
        .addSubcommand(new ReplayCommand(out, err))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (e, args) -> {
              err.println("quickstart: " + Text.oneLine(e) + " (see --help)");
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              if (!isExpected(e)) {
                throw e;
              }
              err.println("quickstart: " + Text.oneLine(e));
              return CommandLine.ExitCode.USAGE;
            });
  }

  private static boolean isExpected(Exception e) {
    return e instanceof UserError
        || e instanceof VoteException
        || e instanceof IllegalArgumentException;
  }
}
