package io.voteengine.redis.client;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the master again when a failure suggests that another server has become it: one search
 * at a time, and not more often than once a second. Safe for use by many threads.
 */
final class MasterSearch {
  private static final Logger log = LoggerFactory.getLogger(MasterSearch.class);

  /** The least pause between two searches. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final boolean silenceMatters;
  private final Supplier<? extends CompletionStage<?>> search;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long lookedAt = System.nanoTime() - PAUSE_NANOS;

  private MasterSearch(boolean silenceMatters, Supplier<? extends CompletionStage<?>> search) {
    this.silenceMatters = silenceMatters;
    this.search = search;
  }

  /** Returns a search that asks the nodes of a cluster, also when one of them is silent. */
  static MasterSearch inCluster(RedisClusterClient client) {
    return new MasterSearch(
        true,
        () -> {
          askTopologyInTime(client);
          return client.refreshPartitionsAsync();
        });
  }

  /**
   * Returns a search that closes the connection. The client opens a new one to the server that the
   * Sentinels or the name service name then.
   *
   * @param close closes it from the server's side
   */
  static MasterSearch byReconnecting(Supplier<? extends CompletionStage<?>> close) {
    return new MasterSearch(false, close);
  }

  /**
   * Limits how long a node that does not answer keeps the client from learning the slots from the
   * others: nodes that the client found by itself have the default timeout of a minute.
   */
  static void askTopologyInTime(RedisClusterClient cluster) {
    for (RedisClusterNode node : cluster.getPartitions()) {
      node.getUri().setTimeout(SafeOptions.TOPOLOGY_TIMEOUT);
    }
  }

  /** Begins a search if the failure of a call suggests it. Does not wait. */
  void after(Throwable failure) {
    boolean suspicious =
        RedisFailures.isOfReplica(failure) || (silenceMatters && RedisFailures.isSilence(failure));
    if (suspicious && begins()) {
      try {
        search.get().whenComplete((nothing, e) -> ended(e));
      } catch (RuntimeException | Error e) {
        ended(e); // Otherwise no search would ever begin again.
      }
    }
  }

  private boolean begins() {
    if (System.nanoTime() - lookedAt < PAUSE_NANOS || !looking.compareAndSet(false, true)) {
      return false;
    }
    lookedAt = System.nanoTime();
    return true;
  }

  private void ended(@Nullable Throwable failure) {
    looking.set(false);
    if (failure != null) {
      log.debug("The search for the master failed", failure);
    }
  }
}
