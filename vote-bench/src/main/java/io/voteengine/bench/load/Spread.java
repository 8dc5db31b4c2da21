package io.voteengine.bench.load;

import java.util.ArrayList;
import java.util.List;

/** The results of several rounds: the median and the range. */
public final class Spread {
  private final List<Double> values = new ArrayList<>();

  public static Spread of(Iterable<Double> values) {
    Spread spread = new Spread();
    values.forEach(spread::add);
    return spread;
  }

  public void add(double value) {
    values.add(value);
  }

  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  double min() {
    return values.stream().mapToDouble(v -> v).min().orElseThrow();
  }

  double max() {
    return values.stream().mapToDouble(v -> v).max().orElseThrow();
  }

  /** Divides each round's value by the other's of the same round. */
  public Spread over(Spread other) {
    Spread ratios = new Spread();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / other.values.get(i));
    }
    return ratios;
  }

  /** Returns a text such as {@code 1.07 (1.02 to 1.11)}. */
  public String text(String format) {
    return (format + " (" + format + " to " + format + ")").formatted(median(), min(), max());
  }
}
