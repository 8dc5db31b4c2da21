package io.voteengine.redis.client;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
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
 * A connection to one server (or to the master that Sentinels name), or to a cluster. It looks for
 * the master again when a server is silent or has become a replica: the client notices neither
 * while its connections last. Safe for use by many threads.
 */
public final class RedisConnection {
  private final StatefulConnection<byte[], byte[]> connection;
  private final RedisClusterAsyncCommands<byte[], byte[]> commands;
  private final MasterSearch search;

  private RedisConnection(
      StatefulConnection<byte[], byte[]> connection,
      RedisClusterAsyncCommands<byte[], byte[]> commands,
      MasterSearch search) {
    this.connection = connection;
    this.commands = commands;
    this.search = search;
  }

  /** Connects. Blocks for at most the client's connect timeout. */
  public static RedisConnection to(AbstractRedisClient client) {
    if (client instanceof RedisClusterClient cluster) {
      StatefulRedisClusterConnection<byte[], byte[]> connection =
          cluster.connect(ByteArrayCodec.INSTANCE);
      MasterSearch.askTopologyInTime(cluster);
      return new RedisConnection(connection, connection.async(), MasterSearch.inCluster(cluster));
    }
    StatefulRedisConnection<byte[], byte[]> connection =
        ((RedisClient) client).connect(ByteArrayCodec.INSTANCE);
    return new RedisConnection(
        connection,
        connection.async(),
        MasterSearch.byReconnecting(() -> connection.async().quit()));
  }

  public StatefulConnection<byte[], byte[]> connection() {
    return connection;
  }

  /** Returns the commands of a cluster; a single server has all of them. */
  public RedisClusterAsyncCommands<byte[], byte[]> commands() {
    return commands;
  }

  public boolean isCluster() {
    return connection instanceof StatefulRedisClusterConnection;
  }

  /** Returns whether the single server cannot be reached. Always false for a cluster. */
  public boolean isDown() {
    return !isCluster() && !connection.isOpen();
  }

  /** Adds a listener that is called when the connection is lost and when it is restored. */
  public void addListener(RedisConnectionStateListener listener) {
    connection.addListener(listener);
  }

  /**
   * Looks for the master when the failure of a call suggests that another server has become it.
   * Does not wait.
   */
  public void failed(Throwable failure) {
    search.after(failure);
  }

  /**
   * Asks every server that may receive votes for its {@code INFO}. In a cluster this also connects
   * to all of them: Lettuce refuses commands to a node while it is connecting.
   *
   * @return the answers, by the name of the server in messages
   */
  public Map<String, CompletionStage<String>> infos() {
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

  public void close() {
    connection.close();
  }
}
