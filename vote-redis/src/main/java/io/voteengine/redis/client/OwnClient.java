package io.voteengine.redis.client;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The client of a store that was told where to connect.
 *
 * @param servers where to connect: one server, or nodes of a cluster
 * @param isCluster whether these are nodes of a cluster
 */
public record OwnClient(List<RedisURI> servers, boolean isCluster) {
  /** Scheme, user and password, nodes, options. */
  private static final Pattern CLUSTER =
      Pattern.compile("(rediss?)-cluster(://(?:.*@)?)([^/?]+)(.*)");

  /** Lettuce may wait 30 s between two attempts, long enough for voters to notice. */
  private static final Duration RECONNECT_WITHIN = Duration.ofSeconds(1);

  public static OwnClient of(String uri) {
    try {
      Matcher cluster = CLUSTER.matcher(uri);
      return cluster.matches()
          ? new OwnClient(nodes(cluster), true)
          : new OwnClient(List.of(RedisURI.create(uri)), false);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message may hold a password.
      throw new IllegalArgumentException(
          "Not the URI of a Redis server, of Sentinels or of a cluster: "
              + uri.replaceAll("//.*@", "//***@"));
    }
  }

  /** Takes copies of the URIs, whose time-outs are set later. */
  public static OwnClient of(List<RedisURI> servers, boolean isCluster) {
    return new OwnClient(
        servers.stream().map(server -> RedisURI.builder(server).build()).toList(), isCluster);
  }

  private static List<RedisURI> nodes(Matcher uri) {
    return Stream.of(uri.group(3).split(","))
        .map(node -> RedisURI.create(uri.group(1) + uri.group(2) + node + uri.group(4)))
        .toList();
  }

  /**
   * Returns a new client.
   *
   * @param timeout of each call
   */
  public AbstractRedisClient client(Duration timeout) {
    return client(timeout, null);
  }

  /**
   * Returns a new client.
   *
   * @param timeout of each call
   * @param ssl keys and trusted certificates for TLS; null: those of the JVM
   */
  public AbstractRedisClient client(Duration timeout, @Nullable SslOptions ssl) {
    if (isCluster) {
      servers.forEach(node -> node.setTimeout(SafeOptions.TOPOLOGY_TIMEOUT));
      RedisClusterClient client = RedisClusterClient.create(resources(), servers);
      ClusterClientOptions options = SafeOptions.cluster(timeout);
      client.setOptions(ssl == null ? options : options.mutate().sslOptions(ssl).build());
      return client;
    }
    RedisURI server = servers.get(0);
    server.setTimeout(timeout);
    server.getSentinels().forEach(sentinel -> sentinel.setTimeout(timeout));
    RedisClient client = RedisClient.create(resources(), server);
    ClientOptions options = SafeOptions.standalone();
    client.setOptions(ssl == null ? options : options.mutate().sslOptions(ssl).build());
    return client;
  }

  private static ClientResources resources() {
    Delay delay =
        Delay.exponential(Duration.ofMillis(1), RECONNECT_WITHIN, 2, TimeUnit.MILLISECONDS);
    return ClientResources.builder().reconnectDelay(delay).build();
  }

  public static void end(AbstractRedisClient client) {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    client.getResources().shutdown(0, 2, TimeUnit.SECONDS);
  }
}
