package io.voteengine.jdbc.lease;

import java.util.List;
import java.util.NavigableSet;
import java.util.UUID;

/**
 * What a node should take and give back, so that the live nodes share the partitions evenly. When
 * the numbers do not divide evenly, some nodes have one more, in the order of their ids. When
 * several ledgers share the partitions, each continues where the one before it ends.
 *
 * @param keep what it holds and should hold
 * @param take what it should take if it is still free
 * @param giveBack what it holds and should not hold
 */
record LeasePlan(List<LeaseRow> keep, List<LeaseRow> take, List<LeaseRow> giveBack) {
  /**
   * Returns the plan.
   *
   * @param live the node and all other live ones
   * @param rows of all partitions, at least one, in the order of their numbers
   */
  static LeasePlan of(UUID node, NavigableSet<UUID> live, List<LeaseRow> rows) {
    int share = share(live.headSet(node).size(), live.size(), rows);
    List<LeaseRow> mine = rows.stream().filter(row -> node.equals(row.node())).toList();
    if (mine.size() >= share) {
      return new LeasePlan(mine.subList(0, share), List.of(), mine.subList(share, mine.size()));
    }
    List<LeaseRow> free =
        rows.stream().filter(row -> row.node() == null || !live.contains(row.node())).toList();
    // Each node begins where those before it end, so that nodes that do this at once want different
    // rows.
    int rank = 0;
    int begin = 0;
    for (UUID other : live.headSet(node)) {
      long held = rows.stream().filter(row -> other.equals(row.node())).count();
      begin += (int) Math.max(share(rank++, live.size(), rows) - held, 0);
    }
    int from = Math.min(begin, free.size());
    int until = Math.min(begin + share - mine.size(), free.size());
    return new LeasePlan(mine, free.subList(from, until), List.of());
  }

  private static int share(int rank, int nodes, List<LeaseRow> rows) {
    boolean more = Math.floorMod(rank - rows.get(0).part(), nodes) < rows.size() % nodes;
    return rows.size() / nodes + (more ? 1 : 0);
  }
}
