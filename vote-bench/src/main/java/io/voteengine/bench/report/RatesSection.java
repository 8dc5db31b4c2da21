package io.voteengine.bench.report;

import io.voteengine.bench.report.Plot.Point;
import io.voteengine.bench.result.LoadFigures;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All runs at a constant rate together: what was offered, and what came of it. */
final class RatesSection {
  private RatesSection() {}

  static String html(List<LoadFigures> loads, String noise) {
    List<LoadFigures> sorted =
        loads.stream().sorted(Comparator.comparingInt(LoadFigures::rate)).toList();
    double most = sorted.get(sorted.size() - 1).rate();
    Plot plot =
        new Plot(Scale.linear(most), "offered votes/s", Scale.linear(most), "achieved votes/s")
            .xTicks()
            .line(0, List.of(new Point(0, 0, ""), new Point(most, most, "")))
            .dots(1, points(sorted, LoadFigures::achieved));
    StringBuilder page = new StringBuilder();
    page.append(Html.element("h2", "", "Offered against achieved"));
    page.append(Html.noise(noise));
    page.append(Html.legend("accepted votes/s"));
    page.append(plot.svg("Offered against achieved votes per second"));
    page.append(
        Html.table(
            List.of(
                "offered/s", "achieved/s", "dropped", "50 %, ms", "99 %, ms", "99.9 %, ms", "run"),
            sorted.stream().map(RatesSection::row).toList()));
    sorted.forEach(load -> page.append(LoadSection.check(load)));
    return page.toString();
  }

  private static List<String> row(LoadFigures load) {
    return List.of(
        "%,d".formatted(load.rate()),
        "%,.0f".formatted(load.achieved()),
        "%,d".formatted(load.dropped()),
        "%.2f".formatted(load.intended().p50()),
        "%.2f".formatted(load.intended().p99()),
        "%.2f".formatted(load.intended().p999()),
        load.title());
  }

  private static List<Point> points(List<LoadFigures> loads, ToDoubleFunction<LoadFigures> figure) {
    return loads.stream()
        .map(
            load ->
                new Point(
                    load.rate(),
                    figure.applyAsDouble(load),
                    "%s: %s".formatted(load.title(), Scale.number(figure.applyAsDouble(load)))))
        .toList();
  }
}
