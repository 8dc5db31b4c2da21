package io.voteengine.bench.report;

import io.voteengine.bench.load.Spread;
import io.voteengine.bench.report.Bars.Bar;
import io.voteengine.bench.result.CompareFigures;
import io.voteengine.bench.result.CompareFigures.Contestant;
import io.voteengine.bench.result.CompareFigures.Round;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Contestants of one workload. */
final class CompareSection {
  private CompareSection() {}

  static String html(CompareFigures figures) {
    return Html.element("h3", "", Html.text(figures.workload()))
        + Html.element("h4", "", "Votes per second until SQL has them")
        + bars(figures, Round::durable, Contestant::ratios)
        + checks(figures)
        + Html.element("h4", "", "Votes per second answered")
        + bars(figures, Round::accepted, Contestant::acceptedRatios)
        + checks(figures)
        + Html.element("h4", "", "What one durable vote costs")
        + costs(figures)
        + checks(figures);
  }

  private static String bars(
      CompareFigures figures,
      ToDoubleFunction<Round> figure,
      Function<Contestant, List<Double>> ratios) {
    return Bars.svg(
        figures.workload(),
        figures.contestants().stream()
            .map(
                one -> {
                  Spread rounds = spread(one, figure);
                  String ratio =
                      one.name().equals(figures.ours())
                          ? ""
                          : "; ours %.1f ×".formatted(Spread.of(ratios.apply(one)).median());
                  return new Bar(
                      one.name(),
                      one.rounds().stream().map(figure::applyAsDouble).toList(),
                      rounds.median(),
                      "%,.0f%s".formatted(rounds.median(), ratio));
                })
            .toList());
  }

  private static Spread spread(Contestant one, ToDoubleFunction<Round> figure) {
    return Spread.of(one.rounds().stream().map(figure::applyAsDouble).toList());
  }

  private static String costs(CompareFigures figures) {
    return Html.table(
        List.of(
            "",
            "ratio of ours (lowest to highest round)",
            "µs SQL server",
            "µs Redis",
            "µs JVM",
            "µs together",
            "bytes on disk",
            "bytes in the log",
            "bytes in Redis"),
        figures.contestants().stream().map(CompareSection::cost).toList());
  }

  private static List<String> cost(Contestant one) {
    return List.of(
        one.name(),
        Spread.of(one.ratios()).text("%.2f"),
        "%.1f".formatted(spread(one, r -> r.cost().micros().sql()).median()),
        "%.1f".formatted(spread(one, r -> r.cost().micros().redis()).median()),
        "%.1f".formatted(spread(one, r -> r.cost().micros().jvm()).median()),
        "%.1f".formatted(spread(one, r -> r.cost().microsInAll()).median()),
        "%.0f".formatted(spread(one, r -> r.cost().diskBytes()).median()),
        "%.0f".formatted(spread(one, r -> r.cost().logBytes()).median()),
        "%.0f".formatted(spread(one, r -> r.cost().redisBytes()).median()));
  }

  private static String checks(CompareFigures figures) {
    StringBuilder lines = new StringBuilder();
    for (Contestant one : figures.contestants()) {
      boolean exact = one.rounds().stream().allMatch(round -> round.correctness().exact());
      long differences =
          one.rounds().stream().mapToLong(round -> round.correctness().differences()).sum();
      lines.append(
          Html.correctness(
              "%s, %d rounds: cast %,d, refused %,d, in SQL %,d of %,d choices, differences %,d"
                  .formatted(
                      one.name(),
                      one.rounds().size(),
                      sum(one, r -> r.correctness().accepted()),
                      sum(one, r -> r.correctness().refused()),
                      sum(one, r -> Math.max(0, r.correctness().inSql())),
                      sum(one, r -> r.correctness().choices()),
                      differences),
              exact));
    }
    return lines.toString();
  }

  private static long sum(Contestant one, ToLongFunction<Round> figure) {
    return one.rounds().stream().mapToLong(figure).sum();
  }
}
