package io.voteengine.spi.rules;

import io.voteengine.RateLimit;
import java.util.concurrent.TimeUnit;

/**
 * The <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">generic cell rate
 * algorithm</a> as a pure function. A voter's state is one number: the moment at which all permits
 * are back, at first 0. All times are in microseconds.
 *
 * @param interval the time in which one permit is refilled
 * @param window the time in which all permits are refilled
 */
public record RateLimiter(long interval, long window) {
  /**
   * Returns the limiter of a limit. It rounds the interval up and makes the window a whole number
   * of intervals. With an interval rounded down, a burst could exceed the permits; with an uneven
   * window, it could be smaller than the permits.
   *
   * @param limit how often
   * @return its limiter
   */
  public static RateLimiter of(RateLimit limit) {
    long per = TimeUnit.MICROSECONDS.convert(limit.per());
    long interval = (per + limit.permits() - 1) / limit.permits();
    return new RateLimiter(interval, interval * limit.permits());
  }

  /**
   * Returns the state after one more permit, if that permit may be taken.
   *
   * @param state the state before
   * @param now the present time
   * @return the state after
   */
  public long take(long state, long now) {
    return Math.max(state, now) + interval;
  }

  /**
   * Returns by how much an attempt that leads to a state is too early.
   *
   * @param taken the state after the attempt
   * @param now the present time
   * @return microseconds; 0 or less: the attempt is allowed
   */
  public long tooEarlyBy(long taken, long now) {
    return taken - now - window;
  }
}
