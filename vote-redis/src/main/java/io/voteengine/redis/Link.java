package io.voteengine.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A connection to one server (or the master that Sentinels name) or to a cluster.
 *
 * @param connection the connection
 * @param commands its commands; a single server has all that a cluster has
 */
record Link(
    StatefulConnection<byte[], byte[]> connection,
    RedisClusterAsyncCommands<byte[], byte[]> commands) {

  /** Connects. Blocks for as long as the client's connect time-out. */
  static Link to(AbstractRedisClient client) {
    if (client instanceof RedisClusterClient cluster) {
      StatefulRedisClusterConnection<byte[], byte[]> connection =
          cluster.connect(ByteArrayCodec.INSTANCE);
      return new Link(connection, connection.async());
    }
    StatefulRedisConnection<byte[], byte[]> connection =
        ((RedisClient) client).connect(ByteArrayCodec.INSTANCE);
    return new Link(connection, connection.async());
  }

  boolean isCluster() {
    return connection instanceof StatefulRedisClusterConnection;
  }

  /** Whether the one server that there is would not be reached; of a cluster it is never said. */
  boolean isDown() {
    return !isCluster() && !connection.isOpen();
  }

  /**
   * Asks every server that votes may go to what it says of itself. In a cluster this connects to
   * all of them, too: Lettuce refuses commands to a node for as long as it is connecting.
   *
   * @return the answers, by what to call the server in a message
   */
  Map<String, CompletionStage<String>> infos() {
    if (!(connection instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster)) {
      return Map.of("Redis", commands.info());
    }
    Map<String, CompletionStage<String>> infos = new LinkedHashMap<>();
    for (RedisClusterNode node : cluster.getPartitions()) {
      if (node.getRole().isUpstream() && !node.hasNoSlots()) {
        String host = node.getUri().getHost();
        int port = node.getUri().getPort();
        infos.put(
            "Redis at " + host + ":" + port,
            cluster.getConnectionAsync(host, port).thenCompose(master -> master.async().info()));
      }
    }
    return infos;
  }

  void close() {
    connection.close();
  }
}
