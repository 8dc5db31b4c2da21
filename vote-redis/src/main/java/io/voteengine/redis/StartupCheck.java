package io.voteengine.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteStoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Refuses servers that cannot be trusted with votes, and a changed number of partitions. */
final class StartupCheck {
  private static final int MAJOR = 6;
  private static final int MINOR = 2;

  private final RedisClusterAsyncCommands<byte[], byte[]> commands;
  private final boolean cluster;
  private final Duration timeout;

  StartupCheck(Link link, Duration timeout) {
    this.commands = link.commands();
    this.cluster = link.isCluster();
    this.timeout = timeout;
  }

  void server() {
    Map<String, String> info = fields(get(commands.info()));
    version(info.getOrDefault("redis_version", "0"));
    String policy = info.getOrDefault("maxmemory_policy", "unknown");
    if (!policy.equals("noeviction")) {
      throw new VoteConfigurationException(
          "Redis runs with maxmemory-policy %s and would drop votes when memory is short: set maxmemory-policy noeviction"
              .formatted(policy),
          null);
    }
    if (!cluster && "1".equals(info.get("cluster_enabled"))) {
      throw new VoteConfigurationException(
          "The server is a node of a cluster: build the store with a RedisClusterClient.", null);
    }
  }

  private static void version(String version) {
    String[] parts = version.split("\\.", 3);
    int major = Integer.parseInt(parts[0]);
    int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
      throw new VoteConfigurationException(
          "The server speaks for Redis %s; the store needs 6.2 or newer, or Valkey"
              .formatted(version),
          null);
    }
  }

  /** Compares the number of partitions with the one recorded, and records it at the first use. */
  void partitions(Keys keys, int partitions) {
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

  private <T> @Nullable T get(Future<T> reply) {
    try {
      return reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw Failures.of(e);
    } catch (TimeoutException e) {
      throw new VoteStoreException("Redis did not answer at start-up within " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoteStoreException("Interrupted while Redis was checked at start-up", e);
    }
  }
}
