package io.voteengine.examples.console;

import io.voteengine.VoteException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** A command as a program, whose failures are one line where the user can correct them. */
public final class Program {
  private Program() {}

  /**
   * Runs a command. Returns on success. Otherwise ends the JVM with an exit code: under {@code
   * exec:java} the JVM is Maven's, which has work left to do after a success.
   *
   * @param command annotated for picocli
   * @param args see {@code --help}
   */
  public static void main(Callable<Integer> command, String... args) {
    int exitCode = run(command, System.err, args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Runs a command, and returns its exit code. */
  public static int run(Callable<Integer> command, PrintStream err, String... args) {
    CommandLine line = new CommandLine(command);
    String name = line.getCommandName();
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes());
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (e, wrong) -> {
              err.println(name + ": " + Text.oneLine(e) + " (see --help)");
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, failed, parsed) -> {
              if (!isExpected(e)) {
                throw e;
              }
              err.println(name + ": " + Text.oneLine(e));
              return CommandLine.ExitCode.USAGE;
            })
        .execute(args);
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "all votes are in the ledger, and its counts agree");
    codes.put("1", "the counts do not agree");
    codes.put("2", "wrong options, wrong input, or a database that cannot be used");
    return codes;
  }

  private static boolean isExpected(Exception e) {
    return e instanceof UserError
        || e instanceof VoteException
        || e instanceof IllegalArgumentException;
  }
}
