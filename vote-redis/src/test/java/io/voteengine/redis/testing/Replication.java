package io.voteengine.redis.testing;

import io.lettuce.core.KillArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;

/** Cuts the connection from a master to its replica, and restores it. */
final class Replication {
  private Replication() {}

  /** The replica cannot reconnect: its master does not know the user name that it gives. */
  static void cut(RedisCommands<String, String> master, RedisCommands<String, String> replica) {
    replica.configSet(Map.of("masteruser", "nobody", "masterauth", "none"));
    master.clientKill(KillArgs.Builder.typeSlave());
  }

  static void mend(RedisCommands<String, String> replica) {
    replica.configSet(Map.of("masteruser", "", "masterauth", ""));
  }
}
