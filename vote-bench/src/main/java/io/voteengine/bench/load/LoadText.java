package io.voteengine.bench.load;

import io.voteengine.bench.result.LoadFigures;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of a run as text. */
final class LoadText {
  /** What takes fewer bytes of a vote is left out. */
  private static final double LITTLE = 2;

  private LoadText() {}

  static String of(String settings, LoadFigures figures) {
    return String.join(
        System.lineSeparator(),
        settings,
        "offered %,d votes, dropped %,d, answers %s; %,.0f accepted votes/s"
            .formatted(figures.offered(), figures.dropped(), figures.answers(), figures.achieved()),
        "from when due:  " + figures.intended().text(),
        "from when sent: " + figures.service().text(),
        figures.sustainedText()
            + "At most %,d votes waited for the ledger, which caught up %.2f s after the last answer."
                .formatted(figures.mostWaiting(), figures.drainSeconds()),
        "per durable vote: " + figures.cost().text(),
        parts(figures.cost().parts()) + figures.correctness().text());
  }

  /** Returns a line with the bytes of each table and index, where they are known. */
  private static String parts(Map<String, Double> parts) {
    if (parts.isEmpty()) {
      return "";
    }
    return parts.entrySet().stream()
        .filter(part -> part.getValue() >= LITTLE)
        .map(part -> "%s %.0f".formatted(part.getKey(), part.getValue()))
        .collect(Collectors.joining(", ", "bytes of it: ", System.lineSeparator()));
  }
}
