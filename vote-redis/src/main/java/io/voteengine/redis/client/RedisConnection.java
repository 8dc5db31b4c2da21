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
 * A connection to one server (or the master that Sentinels name) or to a cluster. Looks for the
 * master again where a server is silent or has become a replica: a client sees neither by itself
 * while its connections last. Safe for use by many threads.
 */
public final class RedisConnection {
  private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

  /** How often the master is looked for. */
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

  /** Connects. Blocks for as long as the client's connect time-out. */
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

  /** The commands; a single server has all that a cluster has. */
  public RedisClusterAsyncCommands<byte[], byte[]> commands() {
    return commands;
  }

  public boolean isCluster() {
    return client instanceof RedisClusterClient;
  }

  /** Whether the one server that there is would not be reached; of a cluster it is never said. */
  public boolean isDown() {
    return !isCluster() && !connection.isOpen();
  }

  /**
   * Looks for the master, where a failure says that another server may have become it: of a cluster
   * by asking its nodes, else by closing the connection, which the client opens anew to the server
   * that Sentinels or the name service name by then. Does not wait.
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
   * Bounds how long a node that stands still keeps the client from hearing what the others say of
   * the slots: nodes that it has found by itself have the default of a minute.
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
      log.debug("The master was looked for in vain", failure);
    }
  }

  /**
   * Asks every server that votes may go to what it says of itself. In a cluster this connects to
   * all of them, too: Lettuce refuses commands to a node for as long as it is connecting.
   *
   * @return the answers, by what to call the server in a message
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
