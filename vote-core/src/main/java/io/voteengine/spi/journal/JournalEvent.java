package io.voteengine.spi.journal;

/**
 * One entry of a partition's journal. Entries of one epoch are numbered without a gap from 1.
 *
 * <p>Each entry carries a {@linkplain #chain() chain} value over all entries before it, so that a
 * history that was lost and refilled with other votes under the same numbers is recognised.
 */
public sealed interface JournalEvent permits VoteEvent, CloseEvent {
  /** The chain value before the first entry of an epoch. */
  long CHAIN_START = 0;

  /**
   * Returns the number of the entry within its epoch.
   *
   * @return 1 or more
   */
  long seq();

  /**
   * Returns the epoch in which the entry was written.
   *
   * @return 1 or more
   */
  long epoch();

  /**
   * Returns the chain value up to and including this entry: {@link #chainAfter} of the value before
   * it.
   *
   * @return 0 to 4294967290
   */
  long chain();

  /**
   * Returns when the event happened: the store's time, which always rises within the partition, or
   * the time that the caller set.
   *
   * @return microseconds since 1970
   */
  long castAt();

  /**
   * Computes the chain value from the one before this entry: {@code (31 * before + request +
   * castAt) mod 4294967291}, where {@code request} is the low 32 bits of the request id (0 for a
   * {@link CloseEvent}) and the modulus is the largest prime below 2^32. Every step stays below
   * 2^53, so that Lua computes the same value.
   *
   * @param before chain value of the entry before this one, or {@link #CHAIN_START}
   * @return the value that {@link #chain()} must have
   */
  default long chainAfter(long before) {
    long request =
        this instanceof VoteEvent vote
            ? vote.requestId().value().getLeastSignificantBits() & 0xffff_ffffL
            : 0;
    return (31 * before + request + castAt()) % 4_294_967_291L;
  }
}
