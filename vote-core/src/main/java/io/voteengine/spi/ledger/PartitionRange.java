package io.voteengine.spi.ledger;

/**
 * The partitions that one ledger serves: all, or a range where several ledgers share them.
 *
 * @param partitions the number of all partitions, a power of two from 1 to 1024
 * @param from number of the first partition that is served
 * @param until number after the last partition that is served
 */
public record PartitionRange(int partitions, int from, int until) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when the number of partitions is not a power of two from 1 to
   *     1024, or the range is empty or reaches beyond them
   */
  public PartitionRange {
    if (partitions < 1 || partitions > 1024 || Integer.bitCount(partitions) != 1) {
      throw new IllegalArgumentException(
          "partitions must be a power of two from 1 to 1024: " + partitions);
    }
    if (from < 0 || from >= until || until > partitions) {
      throw new IllegalArgumentException(
          "the range must lie within the " + partitions + " partitions: " + from + " to " + until);
    }
  }

  /**
   * Returns the range of all partitions.
   *
   * @param partitions the number of partitions
   * @return the range of all of them
   * @throws IllegalArgumentException when the number is not a power of two from 1 to 1024
   */
  public static PartitionRange all(int partitions) {
    return new PartitionRange(partitions, 0, Math.max(partitions, 1));
  }

  /**
   * Returns how many partitions are served.
   *
   * @return at least 1
   */
  public int size() {
    return until - from;
  }
}
