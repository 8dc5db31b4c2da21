package io.voteengine.redis.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.Partitions;
import java.nio.file.Path;

/** One server of a {@link RedisCluster}, with a connection of its own. */
final class ClusterNode implements AutoCloseable {
  /** The others take a node that does not answer for this long for dead. */
  private static final String NODE_TIMEOUT_MILLIS = "1000";

  final RedisProcess process;
  private final RedisClient client;
  final RedisCommands<String, String> commands;
  final String id;

  ClusterNode(Path program) {
    process =
        RedisProcess.startClusterNode(
            program,
            "--cluster-node-timeout",
            NODE_TIMEOUT_MILLIS,
            "--repl-diskless-sync",
            "yes",
            "--repl-diskless-sync-delay",
            "0");
    client = RedisClient.create(process.uri());
    commands = client.connect().sync();
    id = commands.clusterMyId();
  }

  void meet(ClusterNode other) {
    commands.clusterMeet("127.0.0.1", other.process.port());
  }

  /** The cluster as this node sees it. */
  Partitions view() {
    return ClusterPartitionParser.parse(commands.clusterNodes());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it serves all slots, and knows this many nodes. */
  boolean sees(int nodes) {
    String info = commands.clusterInfo();
    return info.contains("cluster_state:ok")
        && info.contains("cluster_known_nodes:" + nodes + "\r");
  }

  boolean isMaster() {
    return commands.info("replication").contains("role:master");
  }

  /** Whether it is a replica that has all that its master had when it was asked. */
  boolean isInSync() {
    String info = commands.info("replication");
    return info.contains("role:slave") && info.contains("master_link_status:up");
  }

  @Override
  public void close() {
    client.shutdown();
    process.close();
  }
}
