package io.voteengine.bench.jmh;

import io.voteengine.bench.result.EnvironmentProbe;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.util.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Passes its arguments on to JMH, as they are. */
@Command(
    name = "jmh",
    description =
        "Runs JMH; all arguments are JMH's own. \"jmh -l\" lists the benchmarks, \"jmh -h\" the"
            + " options. \"jmh RedisCast -rf json -rff result.json\" writes what \"report\" reads.")
public final class JmhCommand implements Callable<Integer> {
  @SuppressWarnings("UnusedVariable") // Picocli acts on it.
  @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
  private boolean help;

  @Parameters(paramLabel = "ARGUMENT", description = "Of JMH")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws IOException {
    EnvironmentProbe probe = new EnvironmentProbe();
    Main.main(arguments.toArray(String[]::new));
    System.out.println(probe.end("JMH " + Version.getVersion()).text());
    return 0;
  }
}
