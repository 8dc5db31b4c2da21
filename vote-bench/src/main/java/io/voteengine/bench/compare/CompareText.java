package io.voteengine.bench.compare;

import io.voteengine.bench.cost.VoteCost;
import io.voteengine.bench.load.Spread;
import io.voteengine.bench.result.CompareFigures;
import io.voteengine.bench.result.CompareFigures.Contestant;
import io.voteengine.bench.result.CompareFigures.Round;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures of a comparison as a table in Markdown. */
final class CompareText {
  private CompareText() {}

  static String of(CompareFigures figures) {
    StringBuilder text =
        new StringBuilder(
            """

            %s: median (lowest to highest round); the ratios are of %s
            | contestant | votes/s durable | ratio | votes/s answered | ratio | µs SQL server | µs Redis | µs JVM | µs together | bytes on disk | in the log | in Redis |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """
                .formatted(figures.workload(), figures.ours()));
    for (Contestant one : figures.contestants()) {
      text.append(row(one));
    }
    for (Contestant one : figures.contestants()) {
      for (Round round : one.rounds()) {
        text.append("%s: %s%n".formatted(one.name(), round.correctness().text()));
      }
    }
    return text.toString();
  }

  private static String row(Contestant one) {
    List<Round> rounds = one.rounds();
    return "| %s | %s | %s | %s | %s | %.1f | %.1f | %.1f | %.1f | %.0f | %.0f | %.0f |%n"
        .formatted(
            one.name(),
            spread(rounds, Round::durable).text("%,.0f"),
            Spread.of(one.ratios()).text("%.2f"),
            spread(rounds, Round::accepted).text("%,.0f"),
            Spread.of(one.acceptedRatios()).text("%.2f"),
            median(rounds, cost -> cost.micros().sql()),
            median(rounds, cost -> cost.micros().redis()),
            median(rounds, cost -> cost.micros().jvm()),
            median(rounds, VoteCost::microsInAll),
            median(rounds, VoteCost::diskBytes),
            median(rounds, VoteCost::logBytes),
            median(rounds, VoteCost::redisBytes));
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }

  private static double median(List<Round> rounds, ToDoubleFunction<VoteCost> figure) {
    return rounds.stream()
        .map(round -> figure.applyAsDouble(round.cost()))
        .sorted(Comparator.naturalOrder())
        .skip((rounds.size() - 1) / 2)
        .findFirst()
        .orElse(Double.NaN);
  }
}
