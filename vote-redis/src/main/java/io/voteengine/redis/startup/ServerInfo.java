package io.voteengine.redis.startup;

import io.voteengine.VoteConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself, and what the store requires of it.
 *
 * @param name the server's name in messages
 * @param fields of its {@code INFO}
 */
record ServerInfo(String name, Map<String, String> fields) {
  private static final int MAJOR = 6;
  private static final int MINOR = 2;
  private static final int SHARDED = 7;

  static ServerInfo parse(String name, @Nullable String info) {
    Map<String, String> fields = new HashMap<>();
    for (String line : String.valueOf(info).split("\r?\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return new ServerInfo(name, fields);
  }

  /**
   * Refuses a server that is not safe for votes.
   *
   * @param cluster whether the client is that of a cluster
   */
  void requireSafe(boolean cluster) {
    requireVersion(version());
    String policy = fields.getOrDefault("maxmemory_policy", "unknown");
    if (!policy.equals("noeviction")) {
      String what = policy.startsWith("volatile-") ? "voters' rate limits" : "votes";
      throw refused(
          "%s runs with maxmemory-policy %s and would drop %s when memory is short: set maxmemory-policy noeviction"
              .formatted(name, policy, what));
    }
    if ("slave".equals(fields.get("role"))) {
      throw refused(
          "%s is a replica, of %s:%s: connect to its master, or to Sentinels that name it (redis-sentinel://)"
              .formatted(name, fields.get("master_host"), fields.get("master_port")));
    }
    if (!cluster && "1".equals(fields.get("cluster_enabled"))) {
      throw refused(
          "The server is a node of a cluster: build the store with a RedisClusterClient, or connect"
              + " to redis-cluster://host:port");
    }
  }

  /** Returns whether the server knows SPUBLISH, as Redis 7 does. */
  boolean hasShardedPubSub() {
    return major(version()) >= SHARDED;
  }

  private String version() {
    return fields.getOrDefault("redis_version", "0");
  }

  private static int major(String version) {
    return Integer.parseInt(version.split("\\.", 2)[0]);
  }

  private void requireVersion(String version) {
    String[] parts = version.split("\\.", 3);
    int major = major(version);
    int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
      throw refused(
          "%s has version %s; the store needs 6.2 or newer, or Valkey".formatted(name, version));
    }
  }

  private static VoteConfigurationException refused(String why) {
    return new VoteConfigurationException(why, null);
  }
}
