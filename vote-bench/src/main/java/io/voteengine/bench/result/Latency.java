package io.voteengine.bench.result;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A distribution of times in milliseconds.
 *
 * @param curve points of (percentile, milliseconds), dense towards 100 %
 */
public record Latency(
    double p50, double p90, double p99, double p999, double max, List<Point> curve) {
  private static final int PER_HALF_DISTANCE = 5;
  private static final double NANOS = 1e6;

  /** A point of the curve. */
  public record Point(double percentile, double millis) {}

  /**
   * Takes the figures from a histogram.
   *
   * @param nanos a histogram in nanoseconds
   */
  public static Latency of(Histogram nanos) {
    List<Point> curve = new ArrayList<>();
    for (HistogramIterationValue value : nanos.percentiles(PER_HALF_DISTANCE)) {
      curve.add(
          new Point(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / NANOS));
    }
    return new Latency(
        nanos.getValueAtPercentile(50) / NANOS,
        nanos.getValueAtPercentile(90) / NANOS,
        nanos.getValueAtPercentile(99) / NANOS,
        nanos.getValueAtPercentile(99.9) / NANOS,
        nanos.getMaxValue() / NANOS,
        curve);
  }

  public String text() {
    return "50 %% %.2f, 90 %% %.2f, 99 %% %.2f, 99.9 %% %.2f, last %.2f ms"
        .formatted(p50, p90, p99, p999, max);
  }
}
