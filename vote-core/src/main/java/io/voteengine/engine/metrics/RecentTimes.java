package io.voteengine.engine.metrics;

import io.voteengine.metrics.Latencies;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * The times of about the last minute. Recording takes no lock and never waits: it adds to a
 * histogram of all times, and the window is its difference from a copy of an earlier tick.
 */
final class RecentTimes implements LongConsumer {
  /** How often a tick must come. */
  static final Duration TICK = Duration.ofSeconds(10);

  /** So that a reader sees 50 to 60 seconds. */
  private static final int TICKS = 6;

  private static final long SHORTEST_NANOS = 100;
  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int DIGITS = 2;

  private final AtomicHistogram all = new AtomicHistogram(SHORTEST_NANOS, LONGEST_NANOS, DIGITS);
  private final AtomicLong last = new AtomicLong();

  /** What the histogram was at the last ticks, the oldest first. */
  private final Deque<Histogram> ticks = new ArrayDeque<>();

  RecentTimes() {
    ticks.add(new Histogram(SHORTEST_NANOS, LONGEST_NANOS, DIGITS));
  }

  @Override
  public void accept(long nanos) {
    last.lazySet(nanos);
    all.recordValue(Math.max(Math.min(nanos, LONGEST_NANOS), 0));
  }

  /** Moves the window on. */
  synchronized void tick() {
    ticks.addLast(present());
    if (ticks.size() > TICKS) {
      ticks.removeFirst();
    }
  }

  /** Counts the total again, which copy() of a histogram in use does not. */
  private Histogram present() {
    Histogram copy = new Histogram(SHORTEST_NANOS, LONGEST_NANOS, DIGITS);
    copy.add(all);
    return copy;
  }

  synchronized Latencies read() {
    Histogram window = present();
    window.subtract(ticks.getFirst());
    return new Latencies(
        window.getTotalCount(),
        Duration.ofNanos((long) window.getMean()),
        percentile(window, 50),
        percentile(window, 95),
        percentile(window, 99),
        Duration.ofNanos(last.get()));
  }

  private static Duration percentile(Histogram window, double percentile) {
    long nanos = window.getTotalCount() == 0 ? 0 : window.getValueAtPercentile(percentile);
    return Duration.ofNanos(nanos);
  }
}
