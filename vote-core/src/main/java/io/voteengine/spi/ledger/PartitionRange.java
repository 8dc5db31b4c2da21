package io.voteengine.spi.ledger;

/**
 * The partitions that one ledger serves: all, or a range where several share them.
 *
 * @param partitions how many there are in all, a power of two from 1 to 1024
 * @param from number of the first that is served
 * @param until number after the last that is served
 */
public record PartitionRange(int partitions, int from, int until) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when the number of partitions is none of those, or the range
   *     is empty or reaches beyond them
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
   * All partitions.
   *
   * @param partitions how many there are
   * @return the range of all of them
   * @throws IllegalArgumentException when it is no power of two from 1 to 1024
   */
  public static PartitionRange all(int partitions) {
    return new PartitionRange(partitions, 0, Math.max(partitions, 1));
  }

  /**
   * How many are served.
   *
   * @return at least 1
   */
  public int size() {
    return until - from;
  }
}
