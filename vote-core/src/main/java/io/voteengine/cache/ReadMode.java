package io.voteengine.cache;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether a read may be answered from the node's near cache. Without a near cache ({@code
 * VoteEngineBuilder.nearCache}) every read asks the store, whatever its mode.
 *
 * @param kind what the read may use
 * @param maxAge with {@link Kind#STALE_WHILE_REVALIDATE} the greatest age of a copy that the read
 *     may use; else zero
 */
public record ReadMode(Kind kind, Duration maxAge) {
  /** What a read may use. */
  public enum Kind {
    /** The store's answer to this read; copies that the node has become as new as the answer. */
    EXACT,
    /** A copy that is within its time-to-live and is not known to have changed. */
    CACHE_FIRST,
    /** Any copy that is not too old. If it may have changed, it is read again in the background. */
    STALE_WHILE_REVALIDATE,
    /** The store's answer to this read; copies are neither used nor renewed. */
    BYPASS
  }

  private static final Duration OLDEST = Duration.ofDays(1);

  private static final ReadMode EXACTLY = new ReadMode(Kind.EXACT, Duration.ZERO);
  private static final ReadMode CACHED = new ReadMode(Kind.CACHE_FIRST, Duration.ZERO);
  private static final ReadMode BYPASSING = new ReadMode(Kind.BYPASS, Duration.ZERO);

  /**
   * Checks the age.
   *
   * @throws IllegalArgumentException when it is not from 1 ms to 1 day with {@link
   *     Kind#STALE_WHILE_REVALIDATE}, and not zero else
   */
  public ReadMode {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(maxAge, "maxAge");
    boolean fits =
        kind == Kind.STALE_WHILE_REVALIDATE
            ? maxAge.toMillis() >= 1 && maxAge.compareTo(OLDEST) <= 0
            : maxAge.isZero();
    if (!fits) {
      throw new IllegalArgumentException("maxAge is out of range: " + maxAge);
    }
  }

  /**
   * Reads from the store. This is what reads without a mode do.
   *
   * @return the mode
   */
  public static ReadMode exact() {
    return EXACTLY;
  }

  /**
   * Answers from a copy, if the node has one that is within its time-to-live and that no message
   * has reported as changed; else from the store. A voter's own votes through this node are always
   * included.
   *
   * @return the mode
   */
  public static ReadMode cacheFirst() {
    return CACHED;
  }

  /**
   * Answers at once from any copy that is not older than this, and reads it again in the background
   * if its time-to-live has passed or it may have changed; without such a copy it answers from the
   * store. A voter's own votes through this node are always included.
   *
   * @param maxAge 1 ms to 1 day; copies older than the option {@link NearCacheOptions#stale} are
   *     gone
   * @return the mode
   * @throws IllegalArgumentException when it is out of range
   */
  public static ReadMode staleWhileRevalidate(Duration maxAge) {
    return new ReadMode(Kind.STALE_WHILE_REVALIDATE, maxAge);
  }

  /**
   * Reads from the store as if there were no copies: for a check, and for a rare subject that
   * should not renew or replace anything.
   *
   * @return the mode
   */
  public static ReadMode bypass() {
    return BYPASSING;
  }

  /**
   * Returns whether copies may answer.
   *
   * @return false for {@link #exact} and {@link #bypass}
   */
  public boolean usesCopies() {
    return kind == Kind.CACHE_FIRST || kind == Kind.STALE_WHILE_REVALIDATE;
  }
}
