package io.voteengine.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.bench.result.Environment;
import io.voteengine.bench.result.LoadFigures;
import io.voteengine.bench.result.ResultFile;
import io.voteengine.bench.result.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Collects results, and makes the page of them. It needs nothing from anywhere else. */
final class ReportPage {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StringBuilder sections = new StringBuilder();
  private final StringBuilder raw = new StringBuilder();
  private final List<LoadFigures> loads = new ArrayList<>();
  private final Set<String> noise = new LinkedHashSet<>();
  private int files;

  /** Adds a result file: one of this tool, or one that JMH wrote with {@code -rf json}. */
  void add(String name, String json) {
    JsonNode tree = JSON.readTree(json);
    files++;
    raw.append(
        "<script type=\"application/json\" id=\"raw-%d\" data-file=\"%s\">%s</script>%n"
            .formatted(files, Html.text(name), inScript(tree.toString())));
    if (tree.isArray()) {
      sections.append(
          Html.element("section", "", Html.element("h2", "", "JMH") + JmhSection.html(tree)));
    } else {
      add(ResultFile.parse(json));
    }
  }

  private void add(RunResult result) {
    StringBuilder section = new StringBuilder();
    section.append(Html.element("h2", "", Html.text(result.kind())));
    section.append(environment(result.environment(), result.settings()));
    result.loads().forEach(load -> section.append(LoadSection.html(load)));
    result.comparisons().forEach(figures -> section.append(CompareSection.html(figures)));
    result.tables().forEach(table -> section.append(TablesSection.html(table)));
    result.timelines().forEach(timeline -> section.append(TablesSection.html(timeline)));
    result.growths().forEach(figures -> section.append(GrowthSection.html(figures)));
    boolean noisy = !result.environment().noise().isEmpty();
    if (!result.loads().isEmpty() && noisy) {
      noise.add(result.environment().noise());
    }
    loads.addAll(result.loads());
    sections.append(Html.element("section", noisy ? "noisy" : "", section.toString()));
  }

  private static String environment(Environment where, String settings) {
    return Html.noise(where.noise())
        + Html.element(
            "p",
            "environment",
            Html.text(
                "%s · stolen %.1f %% · load before %.1f · %s · %d processors, %.0f GiB · %s · %s · %s · %s"
                    .formatted(
                        where.at(),
                        where.stolenPercent(),
                        where.loadBefore(),
                        where.processor(),
                        where.processors(),
                        where.memoryGib(),
                        where.system(),
                        where.java(),
                        where.servers(),
                        settings)));
  }

  /** Text in JSON that no parser of HTML or XML takes for a tag. */
  private static String inScript(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  String html() {
    String rates =
        loads.size() < 2
            ? ""
            : Html.element(
                "section",
                noise.isEmpty() ? "" : "noisy",
                RatesSection.html(List.copyOf(loads), String.join("; ", noise)));
    return "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\"><head>"
        + "<meta charset=\"UTF-8\"/><meta name=\"viewport\" content=\"width=device-width\"/>"
        + Html.element("title", "", "VoteEngine benchmarks")
        + Html.element("style", "", style())
        + "</head>\n<body><main>\n"
        + Html.element("h1", "", "VoteEngine benchmarks")
        + rates
        + sections
        + "</main>\n"
        + raw
        + "</body></html>\n";
  }

  static String style() {
    try (InputStream style = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(style, "report.css").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
