package io.voteengine.bench.load;

import io.voteengine.bench.check.Answer;
import io.voteengine.bench.result.LoadFigures.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** The answers of the measured time. Any thread may add one. */
final class LoadTimes {
  private static final int DIGITS = 3;
  private static final double MILLIS = 1e6;

  private final Recorder intended = new Recorder(DIGITS);
  private final Recorder service = new Recorder(DIGITS);
  private final Histogram intendedInAll = new Histogram(DIGITS);
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder other = new LongAdder();
  private final List<Second> timeline = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private LongSupplier waiting = () -> 0;
  private volatile boolean measuring;
  private long start;
  private long end;

  /**
   * Counts from now on.
   *
   * @param waiting says how many accepted votes the ledger lacks
   */
  void begin(LongSupplier waiting) {
    this.waiting = waiting;
    start = System.nanoTime();
    measuring = true;
    clock.scheduleAtFixedRate(this::second, 1, 1, TimeUnit.SECONDS);
  }

  void add(long due, long sent, Answer answer, String name) {
    if (!measuring) {
      return;
    }
    long now = System.nanoTime();
    intended.recordValue(Math.max(0, now - due));
    service.recordValue(Math.max(0, now - sent));
    answers.computeIfAbsent(name, any -> new LongAdder()).increment();
    (answer == Answer.ACCEPTED ? accepted : other).increment();
  }

  private synchronized void second() {
    Histogram latest = intended.getIntervalHistogram();
    intendedInAll.add(latest);
    timeline.add(
        new Second(
            timeline.size() + 1,
            accepted.sum() - timeline.stream().mapToLong(Second::accepted).sum(),
            other.sum() - timeline.stream().mapToLong(Second::other).sum(),
            waiting.getAsLong(),
            latest.getValueAtPercentile(50) / MILLIS,
            latest.getValueAtPercentile(99) / MILLIS,
            latest.getMaxValue() / MILLIS));
  }

  /** Stops counting, once all are answered. */
  void end() {
    end = System.nanoTime();
    measuring = false;
    clock.shutdownNow();
    synchronized (this) {
      intendedInAll.add(intended.getIntervalHistogram());
    }
  }

  double seconds() {
    return (end - start) / 1e9;
  }

  long accepted() {
    return accepted.sum();
  }

  Map<String, Long> answers() {
    Map<String, Long> counts = new TreeMap<>();
    answers.forEach((name, count) -> counts.put(name, count.sum()));
    return counts;
  }

  synchronized Histogram intended() {
    return intendedInAll;
  }

  Histogram service() {
    return service.getIntervalHistogram();
  }

  synchronized List<Second> timeline() {
    return List.copyOf(timeline);
  }
}
