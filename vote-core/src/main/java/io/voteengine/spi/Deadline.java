package io.voteengine.spi;

import java.time.Duration;

/**
 * A moment by which a call must be answered, on the clock of {@link System#nanoTime()}. Immutable.
 */
public final class Deadline {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final long at;

  private Deadline(long at) {
    this.at = at;
  }

  /**
   * Returns the deadline that is a given time from now.
   *
   * @param timeout the time from now; more than 100 years count as 100 years, less than zero as
   *     zero
   * @return the deadline
   */
  public static Deadline in(Duration timeout) {
    return after(System.nanoTime(), timeout);
  }

  /**
   * Returns the deadline that is a given time from a moment, for callers that have just read the
   * clock.
   *
   * @param nanoTime the moment, on the clock of {@link System#nanoTime()}
   * @param timeout as for {@link #in}
   * @return the deadline
   */
  public static Deadline after(long nanoTime, Duration timeout) {
    Duration most = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    return new Deadline(nanoTime + (most.isNegative() ? 0 : most.toNanos()));
  }

  /**
   * Returns the time that is left.
   *
   * @return nanoseconds, zero or less once the deadline has passed
   */
  public long remainingNanos() {
    return at - System.nanoTime();
  }

  /**
   * Returns whether the deadline has passed.
   *
   * @return true from the deadline on
   */
  public boolean passed() {
    return remainingNanos() <= 0;
  }
}
