package io.voteengine.redis.startup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteStoreException;
import io.voteengine.redis.client.RedisConnection;
import io.voteengine.redis.client.RedisFailures;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Replies;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import io.voteengine.spi.journal.PartitionState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Refuses servers that are not safe for votes, and a changed number of partitions. */
public final class StartupCheck {
  private static final int MAJOR = 6;
  private static final int MINOR = 2;

  private final RedisConnection link;
  private final Duration timeout;

  public StartupCheck(RedisConnection link, Duration timeout) {
    this.link = link;
    this.timeout = timeout;
  }

  /** Returns why no connection could be made. */
  public static RuntimeException unconnected(RedisException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains("cluster support disabled")) {
        return new VoteConfigurationException(
            "The server is no node of a cluster: build the store with a RedisClient, or connect to redis://host:port",
            failure);
      }
      String forbidden = RedisFailures.forbidden(t);
      if (forbidden != null) {
        return forbidden(forbidden, failure);
      }
    }
    return RedisFailures.of(failure);
  }

  public void servers() {
    link.infos().forEach((name, info) -> server(name, fields(get(info))));
  }

  private void server(String name, Map<String, String> info) {
    version(name, info.getOrDefault("redis_version", "0"));
    String policy = info.getOrDefault("maxmemory_policy", "unknown");
    if (!policy.equals("noeviction")) {
      String what = policy.startsWith("volatile-") ? "voters' rate limits" : "votes";
      throw new VoteConfigurationException(
          "%s runs with maxmemory-policy %s and would drop %s when memory is short: set maxmemory-policy noeviction"
              .formatted(name, policy, what),
          null);
    }
    if ("slave".equals(info.get("role"))) {
      throw new VoteConfigurationException(
          "%s is a replica, of %s:%s: connect to its master, or to Sentinels that name it (redis-sentinel://)"
              .formatted(name, info.get("master_host"), info.get("master_port")),
          null);
    }
    if (!link.isCluster() && "1".equals(info.get("cluster_enabled"))) {
      throw new VoteConfigurationException(
          "The server is a node of a cluster: build the store with a RedisClusterClient, or connect to redis-cluster://host:port",
          null);
    }
  }

  private static void version(String name, String version) {
    String[] parts = version.split("\\.", 3);
    int major = Integer.parseInt(parts[0]);
    int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
      throw new VoteConfigurationException(
          "%s has version %s; the store needs 6.2 or newer, or Valkey".formatted(name, version),
          null);
    }
  }

  /** Compares the number of partitions with the recorded one, and records it at the first use. */
  public void partitions(Keys keys, int partitions) {
    RedisClusterAsyncCommands<byte[], byte[]> commands = link.commands();
    byte[] key = keys.partitions();
    byte[] recorded = get(commands.get(key));
    if (recorded == null) {
      byte[] number = Integer.toString(partitions).getBytes(UTF_8);
      get(commands.set(key, number, SetArgs.Builder.nx()));
      recorded = get(commands.get(key));
    }
    String found = recorded == null ? "none" : new String(recorded, UTF_8);
    if (!found.equals(Integer.toString(partitions))) {
      throw new VoteConfigurationException(
          "Redis holds votes in %s partitions under the key prefix of %s, and the engine asks for %d: configure %1$s, or another key prefix"
              .formatted(found, new String(key, UTF_8), partitions),
          null);
    }
  }

  /**
   * Refuses a user who lacks a permission that will be needed. Users of a cluster's nodes may
   * differ.
   */
  public void permissions(Scripts scripts, Keys keys, int partitions) {
    get(link.commands().publish(keys.signals(), new byte[0]));
    List<CompletionStage<List<Object>>> probes =
        IntStream.range(0, partitions)
            .mapToObj(partition -> scripts.run(Script.PROBE, new byte[][] {keys.meta(partition)}))
            .toList();
    for (CompletionStage<List<Object>> probe : probes) {
      List<Object> lacking = get(probe);
      if (lacking != null && !lacking.isEmpty()) {
        String names =
            IntStream.range(0, lacking.size())
                .mapToObj(i -> Replies.required(lacking, i))
                .collect(joining(", "));
        throw forbidden(
            "the user may not use " + names + " (keys are ~" + keys.prefix() + ":*)", null);
      }
    }
  }

  public static VoteConfigurationException forbidden(String what, @Nullable Throwable failure) {
    return new VoteConfigurationException(
        "The store's Redis user lacks a permission: "
            + what
            + ". Give it the commands, keys and channels that docs/redis.md lists.",
        failure);
  }

  /** Refuses a store with a partition of another ledger. */
  public void ownership(List<CompletionStage<PartitionState>> states, Ownership ownership) {
    try {
      for (CompletionStage<PartitionState> asked : states) {
        PartitionState state = get(asked);
        if (state != null) {
          ownership.check(state.identity());
        }
      }
    } catch (Ownership.ForeignLedgerException e) {
      throw new VoteConfigurationException(String.valueOf(e.getMessage()), null);
    }
  }

  private static Map<String, String> fields(@Nullable String info) {
    Map<String, String> fields = new HashMap<>();
    for (String line : String.valueOf(info).split("\r?\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  private <T> @Nullable T get(CompletionStage<T> reply) {
    try {
      return reply.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      String forbidden = RedisFailures.forbidden(e);
      if (forbidden != null) {
        throw forbidden(forbidden, e);
      }
      throw RedisFailures.of(e);
    } catch (TimeoutException e) {
      throw new VoteStoreException("Redis did not answer at start-up within " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoteStoreException("Interrupted while Redis was checked at start-up", e);
    }
  }
}
