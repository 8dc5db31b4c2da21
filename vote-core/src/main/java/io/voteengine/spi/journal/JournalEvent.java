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
   * Number of the entry within its epoch.
   *
   * @return 1 or more
   */
  long seq();

  /**
   * Epoch in which the entry was written.
   *
   * @return 1 or more
   */
  long epoch();

  /**
   * Chain value up to and including this entry: {@link #chainAfter} of the value before it.
   *
   * @return 0 to 4294967290
   */
  long chain();

  /**
   * When the event happened, by the store's clock made to rise within the partition, or as the
   * caller gave it.
   *
   * @return microseconds since 1970
   */
  long castAt();

  /**
   * The chain value that follows from the one before this entry: {@code (31 * before + request +
   * castAt) mod 4294967291}, where {@code request} is the low 32 bits of the request id (0 for a
   * {@link CloseEvent}) and the modulus is the largest prime below 2^32. Every step stays below
   * 2^53, so that Lua computes the same.
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
