package io.voteengine.redis.signal;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisFuture;
import io.voteengine.redis.client.RedisConnection;
import io.voteengine.redis.script.Keys;
import io.voteengine.spi.Signal;
import io.voteengine.spi.StoreSignals;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages between nodes by Pub/Sub. It sends over the store's connection, and listens on
 * connections of its own, which the client renews and subscribes again. On a cluster with Redis 7
 * broadcasts travel by sharded Pub/Sub, each partition's over the shard that holds it. Safe for use
 * by many threads.
 */
public final class Signals implements StoreSignals {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);

  private final AbstractRedisClient client;
  private final RedisConnection link;
  private final byte[] signals;
  private final List<byte[]> channels;
  private final boolean sharded;

  /**
   * @param partitions how many there are
   * @param sharded whether the servers know sharded Pub/Sub, and are a cluster
   */
  public Signals(
      AbstractRedisClient client,
      RedisConnection link,
      Keys keys,
      int partitions,
      boolean sharded) {
    this.client = client;
    this.link = link;
    this.signals = keys.signals();
    this.channels = keys.broadcasts(partitions, sharded);
    this.sharded = sharded;
  }

  @Override
  public void publish(Signal signal) {
    send(() -> link.commands().publish(signals, SignalCodec.encode(signal)));
  }

  private static void send(Supplier<RedisFuture<Long>> message) {
    try {
      message.get().whenComplete((receivers, failure) -> logIfNotSent(failure));
    } catch (RuntimeException e) {
      logIfNotSent(e);
    }
  }

  private static void logIfNotSent(@Nullable Throwable failure) {
    if (failure != null) {
      log.debug("A message was not sent; other nodes find out without it", failure);
    }
  }

  @Override
  public Subscription subscribe(Consumer<Signal> listener) {
    return Listening.to(client, signals, new SignalReceiver(listener));
  }

  @Override
  public int channels() {
    return channels.size();
  }

  @Override
  public void broadcast(int channel, byte[] message) {
    byte[] name = channels.get(channel);
    send(
        () ->
            sharded
                ? link.commands().spublish(name, message)
                : link.commands().publish(name, message));
  }

  @Override
  public Subscription listen(Receiver receiver) {
    BroadcastReceiver passing = new BroadcastReceiver(channels, receiver);
    return sharded
        ? Listening.toShards(client, channels, passing)
        : Listening.to(client, channels.get(0), passing);
  }
}
