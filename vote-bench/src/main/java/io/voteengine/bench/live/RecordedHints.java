package io.voteengine.bench.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.voteengine.bench.redis.site.RedisFigures;
import io.voteengine.bench.redis.site.RedisOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The messages between nodes, as one more listener receives them. Sent again while nothing else
 * uses the server, they show by its counters what they cost.
 */
final class RecordedHints implements AutoCloseable {
  /** What Redis answers to PUBLISH: {@code :1} and the end of the line. */
  private static final int REPLY_BYTES = 4;

  private final RedisClient client;
  private final byte[] channel;
  private final List<byte[]> messages = new CopyOnWriteArrayList<>();

  /** Begins to listen. */
  RecordedHints(String uri, String channel) {
    this.client = RedisClient.create(uri);
    this.channel = channel.getBytes(UTF_8);
    var connection = client.connectPubSub(ByteArrayCodec.INSTANCE);
    connection.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(byte[] from, byte[] message) {
            messages.add(message);
          }
        });
    connection.sync().subscribe(this.channel);
  }

  /** Forgets what was recorded so far. */
  void reset() {
    messages.clear();
  }

  /** Returns all messages so far. */
  List<byte[]> messages() {
    return List.copyOf(messages);
  }

  /**
   * Sends messages again, to one listener.
   *
   * @param redis a server that nothing else uses
   * @return their bytes from a node to Redis, and from Redis to one listener
   */
  NetBytes cost(RedisOption redis, List<byte[]> recorded) {
    RedisFigures figures = redis.figures();
    NetBytes begin = NetBytes.of(figures);
    NetBytes before = NetBytes.of(figures);
    RedisCommands<byte[], byte[]> sender = client.connect(ByteArrayCodec.INSTANCE).sync();
    NetBytes connected = NetBytes.of(figures);
    recorded.forEach(message -> sender.publish(channel, message));
    NetBytes all = NetBytes.of(figures).minus(connected).minus(before.minus(begin));
    return new NetBytes(all.sent() - (long) REPLY_BYTES * recorded.size(), all.received());
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
