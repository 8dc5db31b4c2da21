package io.voteengine.spi;

/**
 * The result of an eviction.
 *
 * @param forgotten how many subjects were evicted
 * @param memory the share of its memory that the store uses after the eviction, 0 to 1; 0 where it
 *     has no limit
 */
public record EvictReply(int forgotten, double memory) {
  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException when one is out of range
   */
  public EvictReply {
    if (forgotten < 0 || !(memory >= 0 && memory <= 1)) {
      throw new IllegalArgumentException("out of range: " + forgotten + ", " + memory);
    }
  }
}
