package io.voteengine.bench.load;

import io.voteengine.bench.result.EnvironmentProbe;
import io.voteengine.bench.result.LoadFigures;
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

/** Votes at a constant rate, whatever the answers take. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description =
        "Sends votes at a constant rate through a whole engine. Measures each from when it was due, "
            + "and beside that from when it was sent. Then waits for the ledger, and compares every choice "
            + "and tally with a count of its own. Exit code 1: something differs.")
public final class LoadCommand implements Callable<Integer> {
  @Mixin private LoadOptions options = new LoadOptions();
  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(names = "--output", description = "A file for the result, as JSON")
  private @Nullable Path output;

  @Override
  public Integer call() throws InterruptedException {
    options.check();
    EnvironmentProbe probe = new EnvironmentProbe();
    try (Servers running = servers.open()) {
      LoadFigures figures = new LoadRun(options, running).run();
      RunResult result = RunResult.of(options.text(), probe.end(running.text()), figures);
      ResultFile.write(output, result);
      System.out.println(result.environment().text());
      System.out.println(LoadText.of(options.text(), figures));
      return figures.correctness().exact() ? 0 : 1;
    }
  }
}
