package io.voteengine.redis.testing;

import io.voteengine.jdbc.testing.MachineServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** Finds a Redis server's program. */
final class RedisProgram {
  private RedisProgram() {}

  /** Returns that of this machine when tests may use it, otherwise the embedded one. */
  static Path find() {
    Optional<Path> installed =
        MachineServers.allowed() ? MachineServers.program("redis-server") : Optional.<Path>empty();
    return installed.orElseGet(RedisProgram::embedded);
  }

  /** Redis 6.2, the oldest that the store supports. */
  static Path embedded() {
    try {
      return ExecutableProvider.newJarResourceProvider().get().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException("No Redis in the embedded binaries for this machine", e);
    }
  }
}
