package io.voteengine.live;

import java.time.Duration;
import java.util.Objects;

/**
 * Options of live counts. Immutable: the methods that change an option return a copy.
 *
 * @param tick see {@link #tick(Duration)}
 * @param longestCall see {@link #longestCall(Duration)}
 * @param closingSoon see {@link #closingSoon(Duration)}
 */
public record LiveOptions(Duration tick, Duration longestCall, Duration closingSoon) {
  private static final Duration SHORTEST_TICK = Duration.ofMillis(5);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException when one is out of range; the message names it
   */
  public LiveOptions {
    require(tick, "tick", SHORTEST_TICK, LONGEST_TICK);
    require(longestCall, "longestCall", Duration.ofMillis(100), Duration.ofHours(1));
    require(closingSoon, "closingSoon", Duration.ZERO, Duration.ofDays(365));
  }

  private static void require(Duration value, String option, Duration least, Duration most) {
    Objects.requireNonNull(value, option);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          option + " must be from " + least + " to " + most + ": " + value);
    }
  }

  /**
   * Returns the default options, which suit production.
   *
   * @return the options
   */
  public static LiveOptions defaults() {
    return new LiveOptions(Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofMinutes(5));
  }

  /**
   * Sets how often a subject's changes are delivered at most. A subject with more than 5,000
   * watchers on this node is delivered less often, down to once a second.
   *
   * @param tick 5 ms to 1 s; 50 ms by default
   * @return the options
   */
  public LiveOptions tick(Duration tick) {
    return new LiveOptions(tick, longestCall, closingSoon);
  }

  /**
   * Sets how long a call of a subscriber may last. After that its subscription ends, and the thread
   * of the call is interrupted.
   *
   * @param longest 100 ms to 1 h; 30 s by default
   * @return the options
   */
  public LiveOptions longestCall(Duration longest) {
    return new LiveOptions(tick, longest, closingSoon);
  }

  /**
   * Sets how long before its close a poll is said to close soon.
   *
   * @param ahead 0 to 365 days; 5 minutes by default
   * @return the options
   */
  public LiveOptions closingSoon(Duration ahead) {
    return new LiveOptions(tick, longestCall, ahead);
  }
}
