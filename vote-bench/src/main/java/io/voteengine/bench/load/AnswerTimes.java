package io.voteengine.bench.load;

import io.voteengine.CastResult;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The times that answers took, and how many there were of each kind. Safe for many threads. */
public final class AnswerTimes {
  private final Histogram took = new ConcurrentHistogram(3);
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

  /**
   * Adds an answer.
   *
   * @param since when its vote was sent, or due, by {@link System#nanoTime}
   */
  public void add(long since, @Nullable CastResult result, @Nullable Throwable failure) {
    took.recordValue(System.nanoTime() - since);
    answers.computeIfAbsent(AnswerName.of(result, failure), any -> new LongAdder()).increment();
  }

  /** Returns the time within which so many percent were answered, in milliseconds. */
  public double millis(double percent) {
    return took.getValueAtPercentile(percent) / 1e6;
  }

  /** Returns the time of the last answer, in milliseconds. */
  public double longestMillis() {
    return took.getMaxValue() / 1e6;
  }

  /** Returns the number of answers of each kind, by name. */
  public Map<String, LongAdder> counts() {
    return new TreeMap<>(answers);
  }
}
