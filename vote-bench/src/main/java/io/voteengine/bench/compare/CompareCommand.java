package io.voteengine.bench.compare;

import io.voteengine.bench.result.CompareFigures;
import io.voteengine.bench.result.EnvironmentProbe;
import io.voteengine.bench.result.ResultFile;
import io.voteengine.bench.result.RunResult;
import io.voteengine.bench.site.Require;
import io.voteengine.bench.site.ServerOptions;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Contestants that take turns, round by round. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Compares the engine with what sites write by hand, on the same servers, in turns. Each"
            + " round begins with empty tables, and ends when SQL has all votes; then every choice"
            + " and tally is compared with a count of its own. Exit code 1: something differs; 3:"
            + " the guard complains.")
public final class CompareCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;
  private static final int COMPLAINTS = 3;

  @Spec private @Nullable CommandSpec command;
  @Mixin private CompareOptions options = new CompareOptions();
  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(names = "--output", description = "A file for the result, as JSON")
  private @Nullable Path output;

  @Option(
      names = "--guard",
      paramLabel = "FILE",
      description =
          "A result that --output wrote: fail when a ratio is far below what was recorded there")
  private @Nullable Path guard;

  @Override
  public Integer call() throws InterruptedException, IOException {
    options.check();
    Require require = new Require(command);
    require.that(guard == null || Files.isReadable(guard), "--guard " + guard + " cannot be read");
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
    return judge(figures);
  }

  private int judge(List<CompareFigures> figures) throws IOException {
    if (!figures.stream().allMatch(CompareFigures::exact)) {
      return DIFFERENT;
    }
    if (guard == null) {
      return 0;
    }
    RunResult recorded = ResultFile.parse(Files.readString(guard));
    List<String> complaints = new RatioGuard(recorded.comparisons()).complaints(figures);
    complaints.forEach(System.err::println);
    return complaints.isEmpty() ? 0 : COMPLAINTS;
  }
}
