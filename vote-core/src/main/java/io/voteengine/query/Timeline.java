package io.voteengine.query;

import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A stretch of time, parted into intervals of equal length; the last may be cut short.
 *
 * @param from its begin, kept to the microsecond
 * @param to its end, not part of it; kept to the microsecond
 * @param interval length of an interval, in whole microseconds; as long as the whole, where nothing
 *     is to be parted
 */
public record Timeline(Instant from, Instant to, Duration interval) {
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);
  private static final int MOST_INTERVALS = 10_000;

  /**
   * Checks the stretch.
   *
   * @throws IllegalArgumentException when it is empty or out of the range of {@code castAt}, or has
   *     more than 10,000 intervals; the message names what is wrong
   */
  public Timeline {
    from = Micros.check("from", Objects.requireNonNull(from, "from"));
    to = Micros.check("to", Objects.requireNonNull(to, "to"));
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from must be before to: " + from + ", " + to);
    }
    long micros = interval.dividedBy(MICROSECOND);
    if (micros < 1) {
      throw new IllegalArgumentException("interval must be at least 1 microsecond: " + interval);
    }
    interval = MICROSECOND.multipliedBy(micros);
    if ((Micros.of(to) - Micros.of(from) - 1) / micros >= MOST_INTERVALS) {
      throw new IllegalArgumentException(
          "interval is too short, it makes more than "
              + MOST_INTERVALS
              + " intervals: "
              + interval);
    }
  }

  /**
   * A stretch of time that is not parted.
   *
   * @param from its begin
   * @param to its end, not part of it
   * @return one interval
   */
  public static Timeline whole(Instant from, Instant to) {
    return new Timeline(from, to, Duration.between(from, to));
  }
}
