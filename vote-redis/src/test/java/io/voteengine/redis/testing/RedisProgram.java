package io.voteengine.redis.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** Finds a Redis server's program on this machine. */
final class RedisProgram {
  private RedisProgram() {}

  static Path find() {
    return onPath().orElseGet(RedisProgram::embedded);
  }

  static Optional<Path> onPath() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
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
