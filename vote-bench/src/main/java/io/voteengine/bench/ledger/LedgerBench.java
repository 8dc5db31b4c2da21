package io.voteengine.bench.ledger;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Runs against PostgreSQL: {@code java -cp benchmarks.jar io.voteengine.bench.ledger.LedgerBench}.
 */
@Command(
    name = "LedgerBench",
    mixinStandardHelpOptions = true,
    description = "Measures the ledger on PostgreSQL, and prints tables.",
    subcommands = {LedgerApply.class, LedgerPoison.class, LedgerVoid.class, LedgerTop.class})
public final class LedgerBench {
  private LedgerBench() {}

  /**
   * Runs a command.
   *
   * @param args its name and options; without any, lists the commands
   */
  public static void main(String[] args) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    System.exit(new CommandLine(new LedgerBench()).execute(args));
  }
}
