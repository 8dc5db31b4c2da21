package io.voteengine.spi.ledger;

import java.util.Set;

/**
 * The partitions that a node holds.
 *
 * @param partitions numbers of the partitions that the node flushes
 * @param nodes number of live nodes, including this one
 */
public record NodeShare(Set<Integer> partitions, int nodes) {
  /** Copies the numbers. */
  public NodeShare {
    partitions = Set.copyOf(partitions);
  }
}
