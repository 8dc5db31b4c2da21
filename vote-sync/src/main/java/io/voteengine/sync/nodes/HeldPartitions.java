package io.voteengine.sync.nodes;

import java.util.Set;

/**
 * The partitions that a node holds leases on.
 *
 * @param nodes how many nodes share all partitions
 * @param until when the leases end by this node's own clock, counted from before they were
 *     requested, so that they end early rather than late
 */
record HeldPartitions(Set<Integer> partitions, int nodes, long until) {
  static HeldPartitions none() {
    return new HeldPartitions(Set.of(), 1, System.nanoTime());
  }

  boolean isOver() {
    return System.nanoTime() - until >= 0;
  }

  boolean holds(int partition) {
    return partitions.contains(partition) && !isOver();
  }

  boolean holdsAllOf(HeldPartitions other) {
    return partitions.containsAll(other.partitions);
  }
}
