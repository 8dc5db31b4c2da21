package io.voteengine.query;

import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A period of time, divided into intervals of equal length; the last interval may be shorter.
 *
 * @param from the first moment of the period, kept to the microsecond
 * @param to the first moment after the period, kept to the microsecond
 * @param interval length of an interval, in whole microseconds; the whole length for a single
 *     interval
 */
public record Timeline(Instant from, Instant to, Duration interval) {
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);
  private static final int MOST_INTERVALS = 10_000;

  /**
   * Checks the period.
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
          "interval is too short, it gives more than "
              + MOST_INTERVALS
              + " intervals: "
              + interval);
    }
  }

  /**
   * Returns a timeline of a single interval.
   *
   * @param from the first moment of the period
   * @param to the first moment after the period
   * @return the timeline
   */
  public static Timeline whole(Instant from, Instant to) {
    return new Timeline(from, to, Duration.between(from, to));
  }
}
