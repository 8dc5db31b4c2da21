package io.voteengine.bench.report;

import io.voteengine.bench.report.Plot.Point;
import io.voteengine.bench.result.Latency;
import io.voteengine.bench.result.LoadFigures;
import io.voteengine.bench.result.LoadFigures.Second;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures of one run at a constant rate. */
final class LoadSection {
  /** Nines on the axis: 0 %, 90 %, 99 %, … */
  private static final int NINES = 5;

  private LoadSection() {}

  static String html(LoadFigures load) {
    return Html.element("h3", "", Html.text(load.title()))
        + figures(load)
        + check(load)
        + Html.element("h4", "", "Latency by percentile, milliseconds")
        + Html.legend("from when due (intended)", "from when sent (service)")
        + curve(load)
        + check(load)
        + Html.element("h4", "", "Second by second")
        + Html.legend("accepted votes/s")
        + accepted(load)
        + Html.legend("99 % from when due, ms", "median, ms")
        + latency(load)
        + Html.legend("accepted votes that wait for the ledger")
        + waiting(load)
        + check(load);
  }

  static String check(LoadFigures load) {
    return Html.correctness(load.correctness().text(), load.correctness().exact());
  }

  private static String figures(LoadFigures load) {
    return Html.table(
            List.of("", "50 %", "90 %", "99 %", "99.9 %", "last"),
            List.of(
                row("from when due, ms", load.intended()),
                row("from when sent, ms", load.service())))
        + Html.element(
            "p",
            "",
            Html.text(
                ("Offered %,d votes (%,d/s), achieved %,.0f accepted/s, dropped %,d; answers %s."
                        + " %sAt most %,d votes"
                        + " waited for the ledger, which caught up %.2f s after the last answer.")
                    .formatted(
                        load.offered(),
                        load.rate(),
                        load.achieved(),
                        load.dropped(),
                        load.answers(),
                        load.sustainedText(),
                        load.mostWaiting(),
                        load.drainSeconds())))
        + Html.element("p", "", Html.text("Per durable vote: " + load.cost().text()));
  }

  private static List<String> row(String name, Latency times) {
    return List.of(
        name, ms(times.p50()), ms(times.p90()), ms(times.p99()), ms(times.p999()), ms(times.max()));
  }

  private static String ms(double millis) {
    return "%.2f".formatted(millis);
  }

  private static String curve(LoadFigures load) {
    double lowest = Math.min(load.intended().p50(), load.service().p50()) / 3;
    double highest = Math.max(load.intended().max(), load.service().max());
    Plot plot =
        new Plot(
            new Scale(0, NINES, false), "percentile", Scale.logarithmic(lowest, highest), "ms");
    List<String> names = List.of("0 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %");
    for (int i = 0; i <= NINES; i++) {
      plot.xTick(i, names.get(i));
    }
    return plot.line(1, nines(load.intended()))
        .line(2, nines(load.service()))
        .svg("Latency by percentile");
  }

  private static List<Point> nines(Latency times) {
    return times.curve().stream()
        .map(
            point ->
                new Point(
                    Math.min(NINES, -Math.log10(Math.max(1e-9, 1 - point.percentile() / 100))),
                    point.millis(),
                    ""))
        .toList();
  }

  private static String accepted(LoadFigures load) {
    double highest =
        load.timeline().stream().mapToDouble(Second::accepted).max().orElse(load.rate());
    return timeline(load, Scale.linear(Math.max(highest, load.rate())), "votes/s")
        .line(1, points(load, Second::accepted))
        .dots(1, points(load, Second::accepted))
        .svg("Accepted votes per second");
  }

  private static String latency(LoadFigures load) {
    double highest = load.timeline().stream().mapToDouble(Second::p99).max().orElse(1);
    double lowest = load.timeline().stream().mapToDouble(Second::p50).min().orElse(1);
    return timeline(load, Scale.logarithmic(lowest, highest), "ms")
        .line(1, points(load, Second::p99))
        .line(2, points(load, Second::p50))
        .svg("Latency per second");
  }

  private static String waiting(LoadFigures load) {
    return timeline(load, Scale.linear(Math.max(1, load.mostWaiting())), "votes")
        .line(1, points(load, Second::waiting))
        .svg("Accepted votes that wait for the ledger");
  }

  private static Plot timeline(LoadFigures load, Scale y, String name) {
    return new Plot(Scale.linear(Math.max(1, load.timeline().size())), "s", y, name).xTicks();
  }

  private static List<Point> points(LoadFigures load, ToDoubleFunction<Second> figure) {
    return load.timeline().stream()
        .map(
            second ->
                new Point(
                    second.second(),
                    figure.applyAsDouble(second),
                    "second %d: %s"
                        .formatted(second.second(), Scale.number(figure.applyAsDouble(second)))))
        .toList();
  }
}
