package io.voteengine.bench.report;

import io.voteengine.bench.site.Require;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

/** Writes a page from results. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Writes one HTML file from results: those that --output of other commands wrote, and those"
            + " of \"jmh … -rf json -rff FILE\". It holds all data, and loads nothing.")
public final class ReportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--output",
      defaultValue = "report.html",
      description = "The file to write; default ${DEFAULT-VALUE}")
  private Path output = Path.of("report.html");

  @Option(
      names = "--plots",
      paramLabel = "FOLDER",
      description = "Writes each plot as an SVG file, too")
  private @Nullable Path plots;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Results, as JSON")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    Require require = new Require(command);
    ReportPage page = new ReportPage();
    for (Path file : files) {
      require.that(Files.isReadable(file), file + " cannot be read");
      try {
        page.add(file.getFileName().toString(), Files.readString(file));
      } catch (JacksonException e) {
        require.that(
            false, file + " is not a result of this tool or of JMH: " + e.getOriginalMessage());
      }
    }
    String html = page.html();
    Files.writeString(output, html);
    if (plots != null) {
      PlotFiles.write(plots, html, ReportPage.style());
    }
    System.out.println("Written: " + output.toAbsolutePath());
    return 0;
  }
}
