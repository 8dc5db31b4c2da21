package io.voteengine.redis.testing;

import static java.util.stream.Collectors.joining;

import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.voteengine.tck.testing.Waiting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis Cluster of three masters on this machine, formed without redis-cli. Tests can move slots,
 * kill masters, and attach replicas that then take their place.
 */
public final class RedisCluster {
  private static final int MASTERS = 3;

  private static @Nullable RedisCluster shared;
  private static @Nullable RedisCluster oldest;

  private final Path program;
  private final List<ClusterNode> nodes = new ArrayList<>();

  private RedisCluster(Path program) {
    this.program = program;
    for (int i = 0; i < MASTERS; i++) {
      int first = i * SlotHash.SLOT_COUNT / MASTERS;
      int end = (i + 1) * SlotHash.SLOT_COUNT / MASTERS;
      ClusterNode node = new ClusterNode(program);
      node.commands.clusterSetConfigEpoch(i + 1);
      node.commands.clusterAddSlots(IntStream.range(first, end).toArray());
      add(node);
    }
    awaitHealth();
  }

  /**
   * Returns a cluster that all tests of a run share, of the newest servers that this machine has.
   *
   * @return the cluster, which ends with the run
   */
  public static synchronized RedisCluster shared() {
    if (shared == null) {
      shared = new RedisCluster(RedisProgram.find());
    }
    return shared;
  }

  /**
   * Returns a cluster like {@link #shared}, of the oldest servers that the store supports, Redis
   * 6.2.
   *
   * @return the cluster, which ends with the run
   */
  public static synchronized RedisCluster sharedOldest() {
    if (oldest == null) {
      oldest = new RedisCluster(RedisProgram.embedded());
    }
    return oldest;
  }

  /**
   * Returns where its masters listen.
   *
   * @return a URI for {@code RedisVoteStore.connect}
   */
  public String uri() {
    return masters().stream()
        .map(node -> "127.0.0.1:" + node.process.port())
        .collect(joining(",", "redis-cluster://", ""));
  }

  /**
   * Returns where one node listens.
   *
   * @param slot a slot that the node holds
   * @return a URI of this node alone
   */
  public String uriOf(int slot) {
    return owner(slot).process.uri();
  }

  /** Empties it. */
  public void clear() {
    masters().forEach(node -> node.commands.flushall());
  }

  /**
   * Sets an option of one node.
   *
   * @param slot a slot that the node holds
   * @param option its name
   * @param value its value
   */
  public void configure(int slot, String option, String value) {
    owner(slot).commands.configSet(option, value);
  }

  /**
   * Begins to move a slot to the next master.
   *
   * @param slot the slot
   * @return the move, of which no key has moved yet
   */
  public SlotMove beginMove(int slot) {
    List<ClusterNode> masters = masters();
    Waiting.until(() -> knowEachOther(masters));
    ClusterNode source = owner(slot);
    ClusterNode target = masters.get((masters.indexOf(source) + 1) % masters.size());
    return new SlotMove(slot, source, target, masters);
  }

  /**
   * Moves a slot with all its keys to the next master.
   *
   * @param slot the slot
   */
  public void move(int slot) {
    try (SlotMove move = beginMove(slot)) {
      move.moveKeys(key -> true);
      move.finish();
    }
  }

  /**
   * Kills the master that holds a slot, and starts it again once the others have noticed. It has
   * lost all its keys.
   *
   * @param slot the slot
   */
  public void restartMaster(int slot) {
    ClusterNode victim = owner(slot);
    victim.process.kill();
    ClusterNode witness = masters().get(0);
    Waiting.until(() -> witness.commands.clusterInfo().contains("cluster_state:fail"));
    victim.process.restartWithoutSnapshot();
    awaitHealth();
  }

  /**
   * Attaches a replica to the master that holds a slot, if it has none.
   *
   * @param slot the slot
   */
  public void attachReplica(int slot) {
    if (!replicas(slot).isEmpty()) {
      return;
    }
    ClusterNode master = owner(slot);
    ClusterNode replica = new ClusterNode(program);
    add(replica);
    awaitHealth();
    replica.commands.clusterReplicate(master.id);
    Waiting.until(replica::isInSync);
    // The other nodes hear of it later.
    Waiting.until(() -> !replicas(slot).isEmpty());
  }

  /**
   * Disconnects the replicas of the master that holds a slot, so that they lack what comes now.
   *
   * @param slot the slot
   */
  public void cutReplicasOff(int slot) {
    for (ClusterNode replica : replicas(slot)) {
      Replication.cut(owner(slot).commands, replica.commands);
      Waiting.until(() -> !replica.isInSync());
    }
  }

  /**
   * Kills the master that holds a slot, and waits until a replica has taken its place.
   *
   * @param slot the slot
   */
  public void failOver(int slot) {
    ClusterNode old = owner(slot);
    List<ClusterNode> replicas = replicas(slot);
    old.process.kill();
    Waiting.until(() -> replicas.stream().anyMatch(ClusterNode::isMaster));
    old.close();
    nodes.remove(old);
    replicas.forEach(replica -> Replication.mend(replica.commands));
    for (ClusterNode node : nodes) {
      node.commands.clusterForget(old.id);
    }
    awaitHealth();
  }

  /**
   * Suspends the master that holds a slot, and waits until a replica has taken its place. Its
   * connections stay open, and nothing answers.
   *
   * @param slot the slot
   * @return resumes it; it then finds that it is a replica
   */
  public Runnable freezeMaster(int slot) {
    ClusterNode old = owner(slot);
    List<ClusterNode> replicas = replicas(slot);
    old.process.pause();
    Waiting.until(() -> replicas.stream().anyMatch(ClusterNode::isMaster));
    return () -> {
      old.process.resume();
      Waiting.until(() -> old.isInSync());
      awaitHealth();
    };
  }

  /**
   * Makes a replica take the place of the master that holds a slot. The former master runs on as a
   * replica.
   *
   * @param slot the slot
   */
  public void failOverByHand(int slot) {
    ClusterNode old = owner(slot);
    replicas(slot).get(0).commands.clusterFailover(false);
    Waiting.until(() -> old.isInSync());
    awaitHealth();
  }

  /** Gossip would introduce it to the others too, but later. */
  private void add(ClusterNode node) {
    nodes.forEach(node::meet);
    nodes.add(node);
  }

  private List<ClusterNode> replicas(int slot) {
    String master = owner(slot).id;
    return nodes.stream()
        .filter(
            node -> master.equals(nodes.get(0).view().getPartitionByNodeId(node.id).getSlaveOf()))
        .toList();
  }

  private List<ClusterNode> masters() {
    return nodes.stream().filter(ClusterNode::isAlive).filter(ClusterNode::isMaster).toList();
  }

  /** The master that considers itself the holder of a slot. */
  private ClusterNode owner(int slot) {
    return masters().stream()
        .filter(node -> node.view().getPartitionByNodeId(node.id).hasSlot(slot))
        .findAny()
        .orElseThrow();
  }

  /**
   * Whether each master knows the configuration epochs of all, and no two are equal. A master that
   * does not know them may take an old message from before a move for newer than itself, and leave
   * the slot that it has just received to a master that has just given it away.
   */
  private static boolean knowEachOther(List<ClusterNode> masters) {
    List<Partitions> views = masters.stream().map(ClusterNode::view).toList();
    Set<Long> epochs = new HashSet<>();
    for (ClusterNode master : masters) {
      List<Long> seen =
          views.stream()
              .map(view -> view.getPartitionByNodeId(master.id).getConfigEpoch())
              .distinct()
              .toList();
      if (seen.size() != 1 || !epochs.add(seen.get(0))) {
        return false;
      }
    }
    return true;
  }

  private void awaitHealth() {
    Waiting.until(() -> nodes.stream().allMatch(node -> node.sees(nodes.size())));
  }
}
