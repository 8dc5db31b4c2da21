package io.voteengine.examples.console;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A record of how long repeated actions took. Safe for use by many threads. */
public final class Latencies {
  private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final int DIGITS = 3;
  private static final double MICROS_PER_MILLI = 1_000;

  private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);

  public void since(long startNanos) {
    long taken = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
    micros.recordValue(Math.min(Math.max(taken, 0), LONGEST_MICROS));
  }

  /**
   * Returns the time that this percentage of all stayed below, in milliseconds; 0 when nothing was
   * measured.
   */
  public double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
  }
}
