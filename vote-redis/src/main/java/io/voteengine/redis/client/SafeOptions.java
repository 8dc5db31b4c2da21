package io.voteengine.redis.client;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.voteengine.VoteConfigurationException;
import java.time.Duration;

/**
 * The client options that are safe for votes. With its defaults Lettuce sends a command again after
 * its connection died, so that a vote may be executed twice, and it waits without end for a server
 * that does not answer.
 */
public final class SafeOptions {
  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  /**
   * How long a node may take to answer who holds the cluster's slots. A node that does not answer
   * delays the answers of the others by this and {@link #CONNECT_TIMEOUT}.
   */
  static final Duration TOPOLOGY_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** How often a client checks the cluster's slots while something is wrong. */
  private static final Duration REFRESH_PAUSE = Duration.ofSeconds(1);

  private static final int REQUEST_QUEUE = 16_384;
  private static final SocketOptions SOCKET =
      SocketOptions.builder()
          .connectTimeout(CONNECT_TIMEOUT)
          .tcpNoDelay(true)
          .keepAlive(
              KeepAliveOptions.builder()
                  .enable()
                  .idle(Duration.ofSeconds(30))
                  .interval(Duration.ofSeconds(5))
                  .count(3)
                  .build())
          .build();

  private SafeOptions() {}

  public static ClientOptions standalone() {
    return ClientOptions.builder()
        .autoReconnect(true)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(REQUEST_QUEUE)
        .socketOptions(SOCKET)
        .timeoutOptions(TimeoutOptions.enabled())
        .build();
  }

  /**
   * Returns the options of a client of a cluster.
   *
   * @param timeout of each call; a connection to a node does not inherit it from the cluster's
   */
  public static ClusterClientOptions cluster(Duration timeout) {
    return ClusterClientOptions.builder(standalone())
        .timeoutOptions(TimeoutOptions.enabled(timeout))
        .topologyRefreshOptions(
            ClusterTopologyRefreshOptions.builder()
                .adaptiveRefreshTriggersTimeout(REFRESH_PAUSE)
                .enablePeriodicRefresh(Duration.ofSeconds(30))
                .build())
        .build();
  }

  /** Refuses a client whose options would break a promise of the store. */
  public static void check(ClientOptions options) {
    if (options.getDisconnectedBehavior() != DisconnectedBehavior.REJECT_COMMANDS) {
      throw refused("DisconnectedBehavior.REJECT_COMMANDS, or votes may be executed twice");
    }
    if (!options.isAutoReconnect()) {
      throw refused("autoReconnect(true), or the store stays down after a lost connection");
    }
    if (!options.getTimeoutOptions().isTimeoutCommands()) {
      throw refused("TimeoutOptions.enabled(), or calls may wait without end");
    }
    if (options.getRequestQueueSize() == Integer.MAX_VALUE) {
      throw refused("a bounded requestQueueSize, or the heap fills while Redis is stalled");
    }
  }

  /** Does the same as {@link #check} for a cluster client. */
  public static void checkCluster(ClientOptions options) {
    check(options);
    if (options.getTimeoutOptions().isApplyConnectionTimeout()) {
      throw refused(
          "TimeoutOptions.enabled(Duration), or its connections to nodes wait for as long as the"
              + " RedisURI says, which is a minute by default");
    }
  }

  private static VoteConfigurationException refused(String what) {
    return new VoteConfigurationException(
        "The Redis client must be given "
            + what
            + ": call client.setOptions(RedisVoteStore.clientOptions()), or .clusterClientOptions(),"
            + " before the store is opened",
        null);
  }
}
