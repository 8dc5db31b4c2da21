package io.voteengine.bench.growth;

import io.voteengine.bench.result.GrowthFigures;
import io.voteengine.bench.result.GrowthFigures.Mark;
import java.util.stream.Collectors;

/** Growth as text. */
final class GrowthText {
  private GrowthText() {}

  static String of(String grows, Mark mark) {
    return "%,d %s: %,.0f votes/s durable; %s; accepted at a constant rate: 50 %% %.2f, 99 %% %.2f ms; Redis %,d MB"
        .formatted(
            mark.size(),
            grows,
            mark.durable(),
            mark.cost().text(),
            mark.accepted().p50(),
            mark.accepted().p99(),
            mark.redisBytes() / 1_000_000);
  }

  static String of(GrowthFigures figures) {
    return figures.marks().stream()
            .map(mark -> of(figures.grows(), mark) + System.lineSeparator())
            .collect(Collectors.joining("", figures.title() + System.lineSeparator(), ""))
        + figures.correctness().text();
  }
}
