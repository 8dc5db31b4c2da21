package io.voteengine.redis.testing;

import io.lettuce.core.KillArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;

/** Cuts the line from a master to its replica, and mends it. */
final class Replication {
  private Replication() {}

  /** The replica finds no way back: its master does not know whom it says it is. */
  static void cut(RedisCommands<String, String> master, RedisCommands<String, String> replica) {
    replica.configSet(Map.of("masteruser", "nobody", "masterauth", "none"));
    master.clientKill(KillArgs.Builder.typeSlave());
  }

  static void mend(RedisCommands<String, String> replica) {
    replica.configSet(Map.of("masteruser", "", "masterauth", ""));
  }
}
