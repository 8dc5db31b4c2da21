package io.voteengine.cache;

import java.time.Duration;
import java.util.Objects;

/**
 * Options of a near cache: a node's own copies of counts, own choices and rankings. Immutable: the
 * methods that change an option return a copy.
 *
 * @param counts see {@link #counts(Duration)}
 * @param choices see {@link #choices(Duration)}
 * @param rankings see {@link #rankings(Duration)}
 * @param stale see {@link #stale(Duration)}
 * @param size see {@link #size(int)}
 */
public record NearCacheOptions(
    Duration counts, Duration choices, Duration rankings, Duration stale, int size) {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST = 10_000_000;

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException when one is out of range; the message names it
   */
  public NearCacheOptions {
    require(counts, "counts", SHORTEST, LONGEST);
    require(choices, "choices", SHORTEST, LONGEST);
    require(rankings, "rankings", SHORTEST, LONGEST);
    require(stale, "stale", Duration.ZERO, Duration.ofDays(1));
    if (size < 1 || size > MOST) {
      throw new IllegalArgumentException("size must be from 1 to " + MOST + ": " + size);
    }
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
  public static NearCacheOptions defaults() {
    return new NearCacheOptions(
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        100_000);
  }

  /**
   * Sets the time-to-live of a subject's counts. It bounds the age of copies when messages between
   * nodes are lost.
   *
   * @param timeToLive 1 ms to 1 h; 5 s by default
   * @return the options
   */
  public NearCacheOptions counts(Duration timeToLive) {
    return new NearCacheOptions(timeToLive, choices, rankings, stale, size);
  }

  /**
   * Sets the time-to-live of a voter's own choice on a subject.
   *
   * @param timeToLive 1 ms to 1 h; 10 s by default
   * @return the options
   */
  public NearCacheOptions choices(Duration timeToLive) {
    return new NearCacheOptions(counts, timeToLive, rankings, stale, size);
  }

  /**
   * Sets the time-to-live of a ranking. Votes do not shorten it, since every vote may change a
   * ranking.
   *
   * @param timeToLive 1 ms to 1 h; 10 s by default
   * @return the options
   */
  public NearCacheOptions rankings(Duration timeToLive) {
    return new NearCacheOptions(counts, choices, timeToLive, stale, size);
  }

  /**
   * Sets for how long copies are kept, if that is longer than their time-to-live, for reads with
   * {@link ReadMode#staleWhileRevalidate}.
   *
   * @param kept 0 to 1 day; 1 minute by default
   * @return the options
   */
  public NearCacheOptions stale(Duration kept) {
    return new NearCacheOptions(counts, choices, rankings, kept, size);
  }

  /**
   * Sets how much is kept at most: counts of so many subjects, so many own choices, and rankings
   * with so many subjects in all. What is used least leaves.
   *
   * @param entries 1 to 10,000,000; 100,000 by default, about 60 MB of heap when all are full
   * @return the options
   */
  public NearCacheOptions size(int entries) {
    return new NearCacheOptions(counts, choices, rankings, stale, entries);
  }
}
