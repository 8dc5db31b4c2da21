package io.voteengine.redis.signal;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.voteengine.redis.client.RedisFailures;
import io.voteengine.redis.client.SafeOptions;
import io.voteengine.redis.startup.MissingPermission;
import io.voteengine.spi.StoreSignals.Subscription;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that listens to channels, which the client renews and subscribes again. */
final class Listening implements Subscription {
  private static final Logger log = LoggerFactory.getLogger(Listening.class);

  /** How often channels of a cluster's shards are subscribed again: a shard may have moved. */
  private static final int AGAIN_SECONDS = 2;

  private final StatefulRedisPubSubConnection<byte[], byte[]> connection;
  private @Nullable Future<?> again;

  private Listening(StatefulRedisPubSubConnection<byte[], byte[]> connection) {
    this.connection = connection;
  }

  /** Listens to one channel, which every server passes on. */
  static Subscription to(
      AbstractRedisClient client, byte[] channel, RedisPubSubListener<byte[], byte[]> receiver) {
    Listening listening = connect(client, receiver);
    listening.await(listening.connection.async().subscribe(channel));
    return listening;
  }

  /** Listens to channels of a cluster's shards, each passed on by the shard of its slot only. */
  static Subscription toShards(
      AbstractRedisClient client,
      List<byte[]> channels,
      RedisPubSubListener<byte[], byte[]> receiver) {
    Listening listening = connect(client, receiver);
    listening.reachAllMasters();
    channels.forEach(channel -> listening.await(listening.connection.async().ssubscribe(channel)));
    listening.again =
        client
            .getResources()
            .eventExecutorGroup()
            .scheduleWithFixedDelay(
                () -> listening.subscribeAgain(channels),
                AGAIN_SECONDS,
                AGAIN_SECONDS,
                TimeUnit.SECONDS);
    return listening;
  }

  private static Listening connect(
      AbstractRedisClient client, RedisPubSubListener<byte[], byte[]> receiver) {
    try {
      StatefulRedisPubSubConnection<byte[], byte[]> connection =
          client instanceof RedisClusterClient cluster
              ? cluster.connectPubSub(ByteArrayCodec.INSTANCE)
              : ((RedisClient) client).connectPubSub(ByteArrayCodec.INSTANCE);
      connection.addListener(receiver);
      return new Listening(connection);
    } catch (RedisException e) {
      throw RedisFailures.of(e);
    }
  }

  /** Lettuce refuses commands to a node while it is connecting. */
  private void reachAllMasters() {
    if (connection instanceof StatefulRedisClusterPubSubConnection<byte[], byte[]> cluster) {
      for (RedisClusterNode node : cluster.getPartitions()) {
        if (node.getRole().isUpstream() && !node.hasNoSlots()) {
          await(cluster.getConnectionAsync(node.getUri().getHost(), node.getUri().getPort()));
        }
      }
    }
  }

  /** Waits for a subscription. When it fails otherwise than for permissions, the client retries. */
  private void await(CompletionStage<?> subscribed) {
    try {
      subscribed.toCompletableFuture().get(SafeOptions.TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      String forbidden = RedisFailures.forbidden(e);
      if (forbidden != null) {
        close();
        throw MissingPermission.exception(forbidden, e);
      }
      log.warn(
          "This node cannot receive messages of the others yet: it finds their changes later,"
              + " by asking store and ledger",
          e);
    }
  }

  private void subscribeAgain(List<byte[]> channels) {
    for (byte[] channel : channels) {
      try {
        connection
            .async()
            .ssubscribe(channel)
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    log.debug("A shard's channel was not subscribed; this is retried", failure);
                  }
                });
      } catch (RuntimeException e) {
        log.debug("A shard's channel could not be subscribed; this is retried", e);
      }
    }
  }

  @Override
  public void close() {
    Future<?> task = again;
    if (task != null) {
      task.cancel(false);
    }
    connection.close();
  }
}
