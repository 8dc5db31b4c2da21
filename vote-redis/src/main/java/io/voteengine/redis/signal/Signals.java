package io.voteengine.redis.signal;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.voteengine.redis.client.RedisConnection;
import io.voteengine.redis.client.RedisFailures;
import io.voteengine.redis.client.SafeOptions;
import io.voteengine.redis.startup.MissingPermission;
import io.voteengine.spi.Signal;
import io.voteengine.spi.StoreSignals;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages between nodes by Pub/Sub. It sends over the store's connection, and listens on a
 * connection of its own, which the client renews and subscribes again. Safe for use by many
 * threads.
 */
public final class Signals implements StoreSignals {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);

  private final AbstractRedisClient client;
  private final RedisConnection link;
  private final byte[] channel;

  public Signals(AbstractRedisClient client, RedisConnection link, byte[] channel) {
    this.client = client;
    this.link = link;
    this.channel = channel;
  }

  @Override
  public void publish(Signal signal) {
    try {
      link.commands()
          .publish(channel, SignalCodec.encode(signal))
          .whenComplete((receivers, failure) -> logIfNotSent(signal, failure));
    } catch (RuntimeException e) {
      logIfNotSent(signal, e);
    }
  }

  private static void logIfNotSent(Signal signal, @Nullable Throwable failure) {
    if (failure != null) {
      log.debug("{} was not sent; other nodes find out without it", signal, failure);
    }
  }

  @Override
  public Subscription subscribe(Consumer<Signal> listener) {
    try {
      StatefulRedisPubSubConnection<byte[], byte[]> connection = connect();
      connection.addListener(new SignalReceiver(listener));
      subscribe(connection);
      return connection::close;
    } catch (RedisException e) {
      throw RedisFailures.of(e);
    }
  }

  private StatefulRedisPubSubConnection<byte[], byte[]> connect() {
    return client instanceof RedisClusterClient cluster
        ? cluster.connectPubSub(ByteArrayCodec.INSTANCE)
        : ((RedisClient) client).connectPubSub(ByteArrayCodec.INSTANCE);
  }

  /** Subscribes. When this fails for another reason than permissions, the client retries. */
  private void subscribe(StatefulRedisPubSubConnection<byte[], byte[]> connection) {
    try {
      connection
          .async()
          .subscribe(channel)
          .toCompletableFuture()
          .get(SafeOptions.TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      String forbidden = RedisFailures.forbidden(e);
      if (forbidden != null) {
        connection.close();
        throw MissingPermission.exception(forbidden, e);
      }
      log.warn(
          "This node cannot receive messages of the others yet: it finds out later what they"
              + " commit, by asking the ledger",
          e);
    }
  }
}
