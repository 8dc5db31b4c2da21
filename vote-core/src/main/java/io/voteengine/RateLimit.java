package io.voteengine;

import java.time.Duration;
import java.util.Objects;

/**
 * A limit on how often someone may vote: a burst of up to {@code permits} votes, then one more vote
 * every {@code per / permits} (the generic cell rate algorithm, ITU-T I.371). Under a poll's limit,
 * votes that are accepted or change nothing take a permit; replays, rejected votes and superseded
 * votes do not.
 *
 * @param permits the size of a burst, 1 to 1,000,000
 * @param per the time in which {@code permits} permits are refilled, 1 ms to 1 day
 */
public record RateLimit(int permits, Duration per) {
  private static final Duration MIN = Duration.ofMillis(1);
  private static final Duration MAX = Duration.ofDays(1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when an argument is out of range
   */
  public RateLimit {
    if (permits < 1 || permits > 1_000_000) {
      throw new IllegalArgumentException("permits must be from 1 to 1,000,000: " + permits);
    }
    Objects.requireNonNull(per, "per");
    if (per.compareTo(MIN) < 0 || per.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("per must be from 1 ms to 1 day: " + per);
    }
  }
}
