package io.voteengine.redis.startup;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisException;
import io.voteengine.redis.client.RedisConnection;
import io.voteengine.redis.client.SafeOptions;
import java.time.Duration;

/** Connects a client, and refuses one whose options are not safe for votes. */
public final class SafeConnection {
  private SafeConnection() {}

  /**
   * Connects. When the options are refused, closes the connection again.
   *
   * @param timeout of each call
   */
  public static RedisConnection of(AbstractRedisClient client, Duration timeout) {
    try {
      RedisConnection link = RedisConnection.to(client);
      try {
        link.connection().setTimeout(timeout);
        check(link);
        return link;
      } catch (RuntimeException e) {
        link.close();
        throw e;
      }
    } catch (RedisException e) {
      throw StartupCalls.unconnected(e);
    }
  }

  private static void check(RedisConnection link) {
    ClientOptions options = link.connection().getOptions();
    if (link.isCluster()) {
      SafeOptions.checkCluster(options);
    } else {
      SafeOptions.check(options);
    }
  }
}
