package io.voteengine.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.UUID;

/**
 * What a node is to take and give back, so that the live nodes share the partitions evenly. Where
 * their number does not come out even, some nodes have one more: in the order of their ids, and
 * where several ledgers share the partitions, each goes on where the one before it ends.
 *
 * @param keep what it holds and is to hold
 * @param take what it is to take if it is still free
 * @param giveBack what it holds and is not to hold
 */
record LeasePlan(List<LeaseRow> keep, List<LeaseRow> take, List<LeaseRow> giveBack) {
  /**
   * Makes the plan.
   *
   * @param live the node, and all others that live
   * @param rows of all partitions, at least one, in the order of their numbers
   */
  static LeasePlan of(UUID node, NavigableSet<UUID> live, List<LeaseRow> rows) {
    int rank = Math.floorMod(live.headSet(node).size() - rows.get(0).part(), live.size());
    int least = rows.size() / live.size();
    int more = rows.size() % live.size();
    int share = least + (rank < more ? 1 : 0);

    List<LeaseRow> mine = rows.stream().filter(row -> node.equals(row.node())).toList();
    if (mine.size() >= share) {
      return new LeasePlan(mine.subList(0, share), List.of(), mine.subList(share, mine.size()));
    }
    List<LeaseRow> free =
        new ArrayList<>(
            rows.stream().filter(row -> row.node() == null || !live.contains(row.node())).toList());
    // Nodes that come at once begin where the one before ends, and so do not collide.
    Collections.rotate(free, -(rank * least + Math.min(rank, more)));
    int missing = Math.min(share - mine.size(), free.size());
    return new LeasePlan(mine, free.subList(0, missing), List.of());
  }
}
