package io.voteengine.bench.report;

import io.voteengine.bench.load.Spread;
import io.voteengine.bench.report.Plot.Point;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The result file of JMH: every iteration of every fork as a dot. */
final class JmhSection {
  private static final String CORRECTNESS =
      "Each benchmark throws when a vote is not accepted as it should be, and then has no figures;"
          + " JMH compares nothing with SQL.";

  private JmhSection() {}

  static String html(JsonNode benchmarks) {
    StringBuilder page = new StringBuilder();
    JsonNode first = benchmarks.path(0);
    page.append(
        Html.element(
            "p",
            "environment",
            Html.text(
                "%s %s · JMH's file has no stolen time; the command jmh prints it"
                    .formatted(
                        first.path("vmName").asString("?"),
                        first.path("vmVersion").asString("")))));
    for (JsonNode benchmark : benchmarks) {
      page.append(one(benchmark));
    }
    return page.toString();
  }

  private static String one(JsonNode benchmark) {
    JsonNode metric = benchmark.path("primaryMetric");
    String unit = metric.path("scoreUnit").asString("");
    List<Point> dots = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    int fork = 0;
    for (JsonNode iterations : metric.path("rawData")) {
      fork++;
      for (JsonNode iteration : iterations) {
        values.add(iteration.asDouble());
        String says = "fork %d: %s %s".formatted(fork, Scale.number(iteration.asDouble()), unit);
        dots.add(new Point(values.size(), iteration.asDouble(), says));
      }
    }
    if (values.isEmpty()) {
      return "";
    }
    double highest = values.stream().mapToDouble(v -> v).max().orElse(1);
    Plot plot =
        new Plot(Scale.linear(values.size()), "iteration, all forks", Scale.linear(highest), unit)
            .xTicks()
            .dots(1, dots);
    String name =
        benchmark.path("benchmark").asString("").replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1");
    JsonNode parameters = benchmark.path("params");
    return Html.element("h4", "", Html.text(name + (parameters.isEmpty() ? "" : " " + parameters)))
        + plot.svg(name)
        + Html.element(
            "p",
            "",
            Html.text(
                "%s %s: median (lowest to highest), %s threads, mode %s"
                    .formatted(
                        Spread.of(values).text("%,.2f"),
                        unit,
                        benchmark.path("threads").asString("?"),
                        benchmark.path("mode").asString("?"))))
        + Html.element("p", "check", Html.text(CORRECTNESS));
  }
}
