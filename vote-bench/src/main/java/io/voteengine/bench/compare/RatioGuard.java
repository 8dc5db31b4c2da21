package io.voteengine.bench.compare;

import io.voteengine.bench.load.Spread;
import io.voteengine.bench.result.CompareFigures;
import io.voteengine.bench.result.CompareFigures.Contestant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares ratios with recorded ones. Ratios of one run vary less between machines than votes per
 * second do, but they vary: only one far below all recorded ones is a complaint.
 */
final class RatioGuard {
  /** How far below the lowest recorded ratio a median must lie at least, as a factor. */
  private static final double FAR = 2;

  private final List<CompareFigures> recorded;
  private int compared;

  RatioGuard(List<CompareFigures> recorded) {
    this.recorded = recorded;
  }

  /** Returns a sentence for each ratio that is far too low. */
  List<String> complaints(List<CompareFigures> now) {
    List<String> complaints = new ArrayList<>();
    for (CompareFigures figures : now) {
      for (Contestant contestant : figures.contestants()) {
        boolean itself = contestant.name().equals(figures.ours());
        recorded(figures, contestant)
            .filter(same -> !itself)
            .ifPresent(before -> compare(figures, contestant, before, complaints));
      }
    }
    if (compared == 0) {
      complaints.add("The guard compared nothing: its file has none of these workloads.");
    }
    return complaints;
  }

  private Optional<Contestant> recorded(CompareFigures figures, Contestant contestant) {
    return recorded.stream()
        .filter(before -> before.workload().equals(figures.workload()))
        .filter(before -> before.ours().equals(figures.ours()))
        .flatMap(before -> before.contestants().stream())
        .filter(before -> before.name().equals(contestant.name()))
        .findFirst();
  }

  private void compare(
      CompareFigures figures, Contestant now, Contestant before, List<String> complaints) {
    compared++;
    double median = Spread.of(now.ratios()).median();
    double least = least(before.ratios());
    if (median < least) {
      complaints.add(
          "%s against %s, %s: the ratio is %.2f, far below the recorded %s; at least %.2f is wanted."
              .formatted(
                  figures.ours(),
                  now.name(),
                  figures.workload(),
                  median,
                  Spread.of(before.ratios()).text("%.2f"),
                  least));
    }
  }

  /**
   * Returns the ratio below which something is wrong: below the lowest recorded one by the square
   * of the factor that recorded ones differ by, and by two at least.
   */
  static double least(List<Double> ratios) {
    double low = ratios.stream().mapToDouble(ratio -> ratio).min().orElse(0);
    double high = ratios.stream().mapToDouble(ratio -> ratio).max().orElse(0);
    double spread = low > 0 ? high / low : 1;
    return low / Math.max(FAR, spread * spread);
  }
}
