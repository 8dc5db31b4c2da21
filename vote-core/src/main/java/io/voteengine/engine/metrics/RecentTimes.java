package io.voteengine.engine.metrics;

import io.voteengine.metrics.Latencies;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * The times of about the last minute. Recording takes no lock; readers and the clock's ticks share
 * one.
 */
final class RecentTimes implements LongConsumer {
  /** How often a tick must come. */
  static final Duration TICK = Duration.ofSeconds(10);

  /** With the present one, so that a reader sees 50 to 60 seconds. */
  private static final int TICKS = 6;

  private static final long SHORTEST_NANOS = 100;
  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int DIGITS = 2;

  private final Recorder recorder = new Recorder(SHORTEST_NANOS, LONGEST_NANOS, DIGITS);
  private final AtomicLong last = new AtomicLong();
  private final Deque<Histogram> ticks = new ArrayDeque<>();
  private Histogram present = histogram();
  private @Nullable Histogram recycled;

  private static Histogram histogram() {
    return new Histogram(SHORTEST_NANOS, LONGEST_NANOS, DIGITS);
  }

  @Override
  public void accept(long nanos) {
    last.lazySet(nanos);
    recorder.recordValue(Math.max(Math.min(nanos, LONGEST_NANOS), 0));
  }

  /** Moves the window on. */
  synchronized void tick() {
    collect();
    ticks.addLast(present);
    present = ticks.size() < TICKS ? histogram() : ticks.removeFirst();
    present.reset();
  }

  private void collect() {
    Histogram recorded = recorder.getIntervalHistogram(recycled);
    present.add(recorded);
    recycled = recorded;
  }

  synchronized Latencies read() {
    collect();
    Histogram all = present.copy();
    ticks.forEach(all::add);
    return new Latencies(
        all.getTotalCount(),
        Duration.ofNanos((long) all.getMean()),
        percentile(all, 50),
        percentile(all, 95),
        percentile(all, 99),
        Duration.ofNanos(last.get()));
  }

  private static Duration percentile(Histogram all, double percentile) {
    return Duration.ofNanos(all.getTotalCount() == 0 ? 0 : all.getValueAtPercentile(percentile));
  }
}
