package io.voteengine.bench.compare;

import io.voteengine.bench.result.CompareFigures;
import io.voteengine.bench.result.EnvironmentProbe;
import io.voteengine.bench.result.ResultFile;
import io.voteengine.bench.result.RunResult;
import io.voteengine.bench.site.ServerOptions;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Contestants that take turns, round by round. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Compares the engine with what sites write by hand, on the same servers, in turns. Each round "
            + "begins with empty tables, and ends when SQL has all votes; then every choice and tally is "
            + "compared with a count of its own. Exit code 1: something differs.")
public final class CompareCommand implements Callable<Integer> {
  @Mixin private CompareOptions options = new CompareOptions();
  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(names = "--output", description = "A file for the result, as JSON")
  private @Nullable Path output;

  @Override
  public Integer call() throws InterruptedException {
    options.check();
    EnvironmentProbe probe = new EnvironmentProbe();
    List<CompareFigures> figures = new ArrayList<>();
    try (Servers running = servers.open()) {
      options.check(running);
      for (Workload workload : options.workloads()) {
        figures.add(new Comparison(running, workload, options).run());
      }
      RunResult result = RunResult.of(options.text(), probe.end(running.text()), figures);
      ResultFile.write(output, result);
      System.out.printf("%s%n%s%n", result.environment().text(), options.text());
      figures.forEach(each -> System.out.println(CompareText.of(each)));
    }
    return figures.stream().allMatch(CompareFigures::exact) ? 0 : 1;
  }
}
