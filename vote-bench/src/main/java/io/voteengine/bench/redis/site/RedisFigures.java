package io.voteengine.bench.redis.site;

import io.lettuce.core.api.sync.RedisCommands;
import java.util.stream.Collectors;

/** What a server says about itself in INFO. */
public final class RedisFigures {
  private final RedisCommands<String, String> commands;

  RedisFigures(RedisCommands<String, String> commands) {
    this.commands = commands;
  }

  /** Returns a field of INFO. */
  public String info(String section, String field) {
    String prefix = field + ":";
    return commands
        .info(section)
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .collect(Collectors.joining());
  }

  /** Returns the server's version. */
  public String version() {
    return info("server", "redis_version");
  }

  /** Returns the processor time that the server has used, in microseconds. */
  public long cpuMicros() {
    double seconds =
        Double.parseDouble(info("cpu", "used_cpu_user"))
            + Double.parseDouble(info("cpu", "used_cpu_sys"));
    return Math.round(seconds * 1e6);
  }

  /** Returns the bytes that the server's keys and connections take. */
  public long usedMemory() {
    return Long.parseLong(info("memory", "used_memory"));
  }
}
