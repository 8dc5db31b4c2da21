package io.voteengine.memory;

import io.voteengine.RateLimit;
import java.util.concurrent.TimeUnit;

/**
 * The generic cell rate algorithm as a pure function. A voter's state is one number: the moment at
 * which all permits are back, at first 0. All times are in microseconds.
 *
 * @param interval the time in which one permit is refilled
 * @param window the time in which all permits are refilled
 */
record RateLimiter(long interval, long window) {
  /**
   * Rounds the interval up and makes the window a whole number of intervals. With an interval
   * rounded down, a burst could exceed the permits; with an uneven window, it could be smaller than
   * the permits.
   */
  static RateLimiter of(RateLimit limit) {
    long per = TimeUnit.MICROSECONDS.convert(limit.per());
    long interval = (per + limit.permits() - 1) / limit.permits();
    return new RateLimiter(interval, interval * limit.permits());
  }

  /** Returns the state after one more permit, if that permit may be taken. */
  long take(long state, long now) {
    return Math.max(state, now) + interval;
  }

  /**
   * Returns by how much an attempt that leads to this state is too early; 0 or less: it is allowed.
   */
  long tooEarlyBy(long taken, long now) {
    return taken - now - window;
  }
}
