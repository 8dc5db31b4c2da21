package io.voteengine.redis.client;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one server (or to the master that Sentinels name), or to a cluster. It looks for
 * the master again when a server is silent or has become a replica: the client notices neither
 * while its connections last. Safe for use by many threads.
 */
public final class RedisConnection {
  private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

  /** The least pause between two searches for the master. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AbstractRedisClient client;
  private final StatefulConnection<byte[], byte[]> connection;
  private final RedisClusterAsyncCommands<byte[], byte[]> commands;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long lookedAt = System.nanoTime() - PAUSE_NANOS;

  private RedisConnection(
      AbstractRedisClient client,
      StatefulConnection<byte[], byte[]> connection,
      RedisClusterAsyncCommands<byte[], byte[]> commands) {
    this.client = client;
    this.connection = connection;
    this.commands = commands;
  }

  /** Connects. Blocks for at most the client's connect timeout. */
  public static RedisConnection to(AbstractRedisClient client) {
    if (client instanceof RedisClusterClient cluster) {
      StatefulRedisClusterConnection<byte[], byte[]> connection =
          cluster.connect(ByteArrayCodec.INSTANCE);
      askTopologyInTime(cluster);
      return new RedisConnection(client, connection, connection.async());
    }
    StatefulRedisConnection<byte[], byte[]> connection =
        ((RedisClient) client).connect(ByteArrayCodec.INSTANCE);
    return new RedisConnection(client, connection, connection.async());
  }

  public StatefulConnection<byte[], byte[]> connection() {
    return connection;
  }

  /** Returns the commands of a cluster; a single server has all of them. */
  public RedisClusterAsyncCommands<byte[], byte[]> commands() {
    return commands;
  }

  public boolean isCluster() {
    return client instanceof RedisClusterClient;
  }

  /** Returns whether the single server cannot be reached. Always false for a cluster. */
  public boolean isDown() {
    return !isCluster() && !connection.isOpen();
  }

  /**
   * Looks for the master when a failure suggests that another server has become it. In a cluster it
   * asks the nodes. Otherwise it closes the connection, and the client opens a new one to the
   * server that the Sentinels or the name service name then. Does not wait.
   */
  public void failed(Throwable failure) {
    boolean replica = RedisFailures.isOfReplica(failure);
    if (client instanceof RedisClusterClient cluster) {
      if ((replica || RedisFailures.isSilence(failure)) && beginLooking()) {
        askTopologyInTime(cluster);
        cluster.refreshPartitionsAsync().whenComplete((nothing, e) -> looked(e));
      }
    } else if (replica && beginLooking()) {
      commands.quit().whenComplete((nothing, e) -> looked(e));
    }
  }

  /**
   * Limits how long a node that does not answer keeps the client from learning the slots from the
   * others: nodes that the client found by itself have the default timeout of a minute.
   */
  private static void askTopologyInTime(RedisClusterClient cluster) {
    for (RedisClusterNode node : cluster.getPartitions()) {
      node.getUri().setTimeout(SafeOptions.TOPOLOGY_TIMEOUT);
    }
  }

  private boolean beginLooking() {
    if (System.nanoTime() - lookedAt < PAUSE_NANOS || !looking.compareAndSet(false, true)) {
      return false;
    }
    lookedAt = System.nanoTime();
    return true;
  }

  private void looked(@Nullable Throwable failure) {
    looking.set(false);
    if (failure != null) {
      log.debug("The search for the master failed", failure);
    }
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
