package io.voteengine.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes the client of a store that was given a URI, and ends it. */
final class OwnClient {
  /** Scheme, user and password, nodes, options. */
  private static final Pattern CLUSTER =
      Pattern.compile("(rediss?)-cluster(://(?:.*@)?)([^/?]+)(.*)");

  /** Lettuce waits up to 30 s between two attempts, as long as it takes to be noticed by voters. */
  private static final Duration RECONNECT_WITHIN = Duration.ofSeconds(1);

  private OwnClient() {}

  static AbstractRedisClient of(String uri) {
    try {
      return CLUSTER.matcher(uri).matches() ? cluster(uri) : single(uri);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message may hold a password.
      throw new IllegalArgumentException(
          "Not the URI of a Redis server, of Sentinels or of a cluster: "
              + uri.replaceAll("//.*@", "//***@"));
    }
  }

  private static RedisClient single(String uri) {
    RedisURI server = RedisURI.create(uri);
    RedisClient client = RedisClient.create(resources(), server);
    client.setOptions(SafeOptions.standalone());
    return client;
  }

  static RedisClusterClient cluster(String uri) {
    Matcher parts = CLUSTER.matcher(uri);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not the URI of a cluster");
    }
    List<RedisURI> seeds =
        Stream.of(parts.group(3).split(","))
            .map(node -> RedisURI.create(parts.group(1) + parts.group(2) + node + parts.group(4)))
            .toList();
    RedisClusterClient client = RedisClusterClient.create(resources(), seeds);
    client.setOptions(SafeOptions.cluster());
    return client;
  }

  private static ClientResources resources() {
    Delay delay =
        Delay.exponential(Duration.ofMillis(1), RECONNECT_WITHIN, 2, TimeUnit.MILLISECONDS);
    return ClientResources.builder().reconnectDelay(delay).build();
  }

  static void end(AbstractRedisClient client) {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    client.getResources().shutdown(0, 2, TimeUnit.SECONDS);
  }
}
