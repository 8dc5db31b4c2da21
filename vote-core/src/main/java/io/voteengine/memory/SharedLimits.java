package io.voteengine.memory;

import io.voteengine.spi.SharedLimit;
import java.util.HashMap;
import java.util.Map;

/**
 * The limits over the votes on all subjects: for each, the moment at which all permits are back.
 * Guarded by the partition's lock.
 */
final class SharedLimits {
  private static final int FEWEST = 1024;

  private record Name(SharedLimit.Kind kind, String key) {}

  private final Map<Name, Long> states = new HashMap<>();
  private int sweepAt = FEWEST;

  /**
   * Takes a permit. Returns by how many microseconds that is too early; 0 or less: it was taken.
   */
  long take(SharedLimit limit, long steady) {
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

  void giveBack(SharedLimit limit, long steady) {
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
