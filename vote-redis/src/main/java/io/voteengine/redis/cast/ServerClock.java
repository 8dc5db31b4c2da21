package io.voteengine.redis.cast;

import io.voteengine.spi.Deadline;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Estimates one partition's steady time from the answers received so far. Between two answers both
 * clocks run at one pace, except for {@link #DRIFT}. Safe for use by many threads.
 */
public final class ServerClock {
  /** A clock gains or loses at most one part in this many, even while it is being corrected. */
  private static final long DRIFT = 1_000;

  /**
   * A reading of a server's clock.
   *
   * @param server the server's identity
   * @param micros the time that it showed
   * @param sent a moment before the reading, on the clock of {@link System#nanoTime()}
   * @param received a moment after it
   */
  private record Reading(String server, long micros, long sent, long received) {}

  private volatile @Nullable Reading last;

  public void read(String server, long micros, long sent) {
    last = new Reading(server, micros, sent, System.nanoTime());
  }

  /**
   * Returns a steady time that has certainly come once a deadline has passed. What the server
   * refuses from this time on is never done after the deadline.
   *
   * @return microseconds; 0 when not known, as no answer of this server has come yet
   */
  long at(@Nullable String server, Deadline deadline) {
    Reading reading = last;
    if (reading == null || !reading.server.equals(server)) {
      return 0;
    }
    long now = System.nanoTime();
    long elapsed = micros(now - reading.received);
    long left = micros(deadline.remainingNanos());
    long ahead = elapsed + left;
    return Math.max(reading.micros + ahead - Math.max(ahead, 0) / DRIFT, 0);
  }

  /** Returns a time that the clock has not passed yet; 0 when not known. */
  public long atMost() {
    Reading reading = last;
    if (reading == null) {
      return 0;
    }
    long elapsed = micros(System.nanoTime() - reading.sent);
    return reading.micros + elapsed + elapsed / DRIFT + 1;
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
