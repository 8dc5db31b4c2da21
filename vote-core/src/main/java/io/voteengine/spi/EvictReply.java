package io.voteengine.spi;

/**
 * What an eviction came to.
 *
 * @param forgotten how many subjects were forgotten
 * @param memory the part of its memory that the store uses by now, 0 to 1; 0 where it has no limit
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
