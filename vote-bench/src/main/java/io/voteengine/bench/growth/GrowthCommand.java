package io.voteengine.bench.growth;

import io.voteengine.bench.result.EnvironmentProbe;
import io.voteengine.bench.result.GrowthFigures;
import io.voteengine.bench.result.ResultFile;
import io.voteengine.bench.result.RunResult;
import io.voteengine.bench.site.ServerOptions;
import io.voteengine.bench.site.Servers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a vote costs as something grows. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description =
        "Lets voters, subjects, rows, partitions or nodes grow. At each size it measures what votes cost,"
            + " and how long they take at a constant rate. In the end it compares all tallies with the votes"
            + " cast. Exit code 1: something differs.")
public final class GrowthCommand implements Callable<Integer> {
  @Mixin private GrowthOptions options = new GrowthOptions();
  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(names = "--output", description = "A file for the result, as JSON")
  private @Nullable Path output;

  @Override
  public Integer call() throws InterruptedException {
    options.check();
    EnvironmentProbe probe = new EnvironmentProbe();
    try (Servers running = servers.open()) {
      options.check(running);
      GrowthFigures figures = new GrowthRun(options, running).run();
      RunResult result = RunResult.of(options.text(), probe.end(running.text()), figures);
      ResultFile.write(output, result);
      System.out.println(result.environment().text());
      System.out.println(GrowthText.of(figures));
      return figures.correctness().exact() ? 0 : 1;
    }
  }
}
