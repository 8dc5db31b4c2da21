package io.voteengine.memory;

import io.voteengine.RateLimit;
import java.util.concurrent.TimeUnit;

/**
 * The generic cell rate algorithm as a pure function. A voter's state is one number, the moment at
 * which all permits are back; 0 to begin with. All times are microseconds.
 *
 * @param interval time in which one permit comes back
 * @param window time in which all of them come back
 */
record Gcra(long interval, long window) {
  /**
   * The interval is rounded up and the window made of whole intervals: rounded down, a burst could
   * exceed the permits; with an uneven window it could fall short of them.
   */
  static Gcra of(RateLimit limit) {
    long per = TimeUnit.MICROSECONDS.convert(limit.per());
    long interval = (per + limit.permits() - 1) / limit.permits();
    return new Gcra(interval, interval * limit.permits());
  }

  /** The state after one more permit, if it may be taken. */
  long take(long state, long now) {
    return Math.max(state, now) + interval;
  }

  /** How long the attempt that would lead to this state came too early; not above 0: in time. */
  long tooEarlyBy(long taken, long now) {
    return taken - now - window;
  }
}
