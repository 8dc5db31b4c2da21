package io.voteengine.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;

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

  void close() {
    connection.close();
  }
}
