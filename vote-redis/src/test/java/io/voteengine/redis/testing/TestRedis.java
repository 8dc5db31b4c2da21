package io.voteengine.redis.testing;

import io.voteengine.jdbc.testing.MachineServers;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A Redis server that all tests of a run share, found in this order: the environment variable
 * {@code VOTE_TEST_REDIS_URI}; Docker; a {@code redis-server} on the PATH; the embedded binaries,
 * which alone serve plain builds. Tests keep apart by key prefixes.
 */
public final class TestRedis {
  private static final int PORT = 6379;

  private static @Nullable String shared;

  private TestRedis() {}

  /**
   * Returns the server.
   *
   * @return its URI
   */
  public static synchronized String uri() {
    if (shared == null) {
      shared = find();
    }
    return shared;
  }

  private static String find() {
    if (!MachineServers.allowed()) {
      return RedisProcess.start().uri();
    }
    return MachineServers.named("VOTE_TEST_REDIS_URI")
        .map(given -> URI.create(given).toString())
        .orElseGet(() -> MachineServers.docker() ? container() : RedisProcess.start().uri());
  }

  /** Testcontainers removes it when this process ends. */
  private static String container() {
    GenericContainer<?> redis =
        new GenericContainer<>(DockerImageName.parse("redis:8")).withExposedPorts(PORT);
    redis.start();
    return "redis://" + redis.getHost() + ":" + redis.getMappedPort(PORT);
  }
}
