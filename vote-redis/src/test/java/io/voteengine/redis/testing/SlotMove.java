package io.voteengine.redis.testing;

import io.lettuce.core.MigrateArgs;
import java.util.List;
import java.util.function.Predicate;

/** The move of a slot from one master to another, step by step as redis-cli takes them. */
public final class SlotMove implements AutoCloseable {
  private static final long TIMEOUT_MILLIS = 5_000;

  private final int slot;
  private final ClusterNode source;
  private final ClusterNode target;
  private final List<ClusterNode> masters;
  private boolean finished;

  SlotMove(int slot, ClusterNode source, ClusterNode target, List<ClusterNode> masters) {
    this.slot = slot;
    this.source = source;
    this.target = target;
    this.masters = masters;
    target.commands.clusterSetSlotImporting(slot, source.id);
    source.commands.clusterSetSlotMigrating(slot, target.id);
  }

  /**
   * Moves keys, one at a time.
   *
   * @param which whether a key is to move
   */
  public void moveKeys(Predicate<String> which) {
    carry(source, target, which);
  }

  /** Ends the move of a slot whose keys have all moved: the target holds it from now on. */
  public void finish() {
    target.commands.clusterSetSlotNode(slot, target.id);
    source.commands.clusterSetSlotNode(slot, target.id);
    masters.forEach(node -> node.commands.clusterSetSlotNode(slot, target.id));
    finished = true;
  }

  /** Moves all keys back when the move is not finished, and leaves the slot where it was. */
  @Override
  public void close() {
    if (finished) {
      return;
    }
    source.commands.clusterSetSlotStable(slot);
    carry(target, source, key -> true);
    target.commands.clusterSetSlotStable(slot);
  }

  /** Makes the target lose all scripts. */
  public void flushScriptsOfTarget() {
    target.commands.scriptFlush();
  }

  private void carry(ClusterNode from, ClusterNode to, Predicate<String> which) {
    int all = Math.toIntExact(from.commands.clusterCountKeysInSlot(slot));
    for (String key : from.commands.clusterGetKeysInSlot(slot, all)) {
      if (which.test(key)) {
        MigrateArgs<String> keys = MigrateArgs.Builder.keys(key);
        from.commands.migrate("127.0.0.1", to.process.port(), 0, TIMEOUT_MILLIS, keys);
      }
    }
  }
}
