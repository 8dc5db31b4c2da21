package io.voteengine.spi.ledger;

import java.util.Set;

/**
 * What a node holds.
 *
 * @param partitions numbers of the partitions that it is to flush
 * @param nodes how many nodes live, itself among them
 */
public record NodeShare(Set<Integer> partitions, int nodes) {
  /** Copies the numbers. */
  public NodeShare {
    partitions = Set.copyOf(partitions);
  }
}
