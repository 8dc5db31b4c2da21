package io.voteengine.spi.rules;

import io.voteengine.spi.SharedLimit;
import java.util.HashMap;
import java.util.Map;

/**
 * A limiter in memory: for each limit, the moment at which all permits are back. Not safe for use
 * by many threads. All times are in microseconds, on any clock that never steps back and never
 * shows less than 0.
 */
public final class SharedLimits {
  private static final int FEWEST = 1024;

  private record Name(SharedLimit.Kind kind, String key) {}

  private final Map<Name, Long> states = new HashMap<>();
  private int sweepAt = FEWEST;

  /** Creates a limiter with all permits of all limits. */
  public SharedLimits() {}

  /**
   * Takes a permit, if there is one.
   *
   * @param limit the limit
   * @param steady the present time
   * @return by how many microseconds that is too early; 0 or less: it was taken
   */
  public long take(SharedLimit limit, long steady) {
    RateLimiter gcra = RateLimiter.of(limit.limit());
    Name name = name(limit);
    long taken = gcra.take(state(name, gcra, steady), steady);
    long tooEarly = gcra.tooEarlyBy(taken, steady);
    if (tooEarly <= 0) {
      states.put(name, taken);
      sweep(steady);
    }
    return tooEarly;
  }

  /**
   * Gives back a permit. There are never more than the limit allows.
   *
   * @param limit the limit of which it was taken
   * @param steady the present time
   */
  public void giveBack(SharedLimit limit, long steady) {
    RateLimiter gcra = RateLimiter.of(limit.limit());
    states.computeIfPresent(
        name(limit), (name, state) -> state(name, gcra, steady) - gcra.interval());
  }

  /** Returns a state, cut to one window ahead: it may be further if limits were wider before. */
  private long state(Name name, RateLimiter gcra, long steady) {
    return Math.min(states.getOrDefault(name, 0L), steady + gcra.window());
  }

  /** Drops limits with all permits back, each time that the number of limits has doubled. */
  private void sweep(long steady) {
    if (states.size() >= sweepAt) {
      states.values().removeIf(state -> state <= steady);
      sweepAt = Math.max(FEWEST, 2 * states.size());
    }
  }

  private static Name name(SharedLimit limit) {
    return new Name(limit.kind(), limit.key());
  }
}
