package io.voteengine.bench.report;

import io.voteengine.bench.report.Plot.Point;
import io.voteengine.bench.result.GrowthFigures;
import io.voteengine.bench.result.GrowthFigures.Mark;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a vote costs as something grows. */
final class GrowthSection {
  private final GrowthFigures figures;

  private GrowthSection(GrowthFigures figures) {
    this.figures = figures;
  }

  static String html(GrowthFigures figures) {
    GrowthSection section = new GrowthSection(figures);
    String check = Html.correctness(figures.correctness().text(), figures.correctness().exact());
    return Html.element("h3", "", Html.text(figures.title()))
        + section.table()
        + check
        + Html.element("h4", "", "Processor time of a vote, microseconds")
        + Html.legend("database", "Redis", "JVM with the load generator")
        + section.costs()
        + check
        + Html.element("h4", "", "Until an accepted vote was answered, milliseconds")
        + Html.legend("median", "99 %")
        + section.times()
        + check;
  }

  private String table() {
    return Html.table(
        List.of(
            figures.grows(),
            "durable/s",
            "µs database",
            "µs Redis",
            "µs JVM",
            "50 %, ms",
            "99 %, ms",
            "bytes on disk",
            "Redis, MB"),
        figures.marks().stream().map(GrowthSection::row).toList());
  }

  private static List<String> row(Mark mark) {
    return List.of(
        "%,d".formatted(mark.size()),
        "%,.0f".formatted(mark.durable()),
        "%.1f".formatted(mark.cost().micros().sql()),
        "%.1f".formatted(mark.cost().micros().redis()),
        "%.1f".formatted(mark.cost().micros().jvm()),
        "%.2f".formatted(mark.accepted().p50()),
        "%.2f".formatted(mark.accepted().p99()),
        "%.0f".formatted(mark.cost().diskBytes()),
        "%,d".formatted(mark.redisBytes() / 1_000_000));
  }

  private String costs() {
    double highest =
        figures.marks().stream()
            .map(mark -> mark.cost().micros())
            .mapToDouble(it -> Math.max(Math.max(known(it.sql()), known(it.redis())), it.jvm()))
            .max()
            .orElse(1);
    return plot(Scale.linear(highest), "µs")
        .line(1, points(mark -> mark.cost().micros().sql()))
        .dots(1, points(mark -> mark.cost().micros().sql()))
        .line(2, points(mark -> mark.cost().micros().redis()))
        .dots(2, points(mark -> mark.cost().micros().redis()))
        .line(3, points(mark -> mark.cost().micros().jvm()))
        .dots(3, points(mark -> mark.cost().micros().jvm()))
        .svg("Processor time of a vote over " + figures.grows());
  }

  private String times() {
    double lowest = figures.marks().stream().mapToDouble(it -> it.accepted().p50()).min().orElse(1);
    double highest =
        figures.marks().stream().mapToDouble(it -> it.accepted().p99()).max().orElse(1);
    return plot(Scale.logarithmic(lowest, highest), "ms")
        .line(1, points(mark -> mark.accepted().p50()))
        .dots(1, points(mark -> mark.accepted().p50()))
        .line(2, points(mark -> mark.accepted().p99()))
        .dots(2, points(mark -> mark.accepted().p99()))
        .svg("Time of an accepted vote over " + figures.grows());
  }

  private Plot plot(Scale y, String unit) {
    double first = figures.marks().stream().mapToDouble(Mark::size).min().orElse(1);
    double last = figures.marks().stream().mapToDouble(Mark::size).max().orElse(10);
    return new Plot(Scale.logarithmic(first, last), figures.grows(), y, unit).xTicks();
  }

  private List<Point> points(ToDoubleFunction<Mark> figure) {
    return figures.marks().stream()
        .map(
            mark ->
                new Point(
                    mark.size(),
                    known(figure.applyAsDouble(mark)),
                    "%,d %s: %.2f"
                        .formatted(mark.size(), figures.grows(), figure.applyAsDouble(mark))))
        .toList();
  }

  /** Returns 0 for what is not known: there is no such server. */
  private static double known(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
