package io.voteengine.jdbc.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** Servers in Docker, where there is one. */
final class Docker {
  private Docker() {}

  /** Looks for the engine's socket first: asking Testcontainers takes long where there is none. */
  static Optional<DatabaseServer> start(Supplier<JdbcDatabaseContainer<?>> image) {
    String home = System.getProperty("user.home");
    boolean engine =
        System.getenv("DOCKER_HOST") != null
            || Files.exists(Path.of("/var/run/docker.sock"))
            || Files.exists(Path.of(home, ".docker", "run", "docker.sock"));
    if (!engine) {
      return Optional.empty();
    }
    JdbcDatabaseContainer<?> container = image.get();
    container.start();
    Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "stop-container"));
    return Optional.of(
        new DatabaseServer(
            container.getJdbcUrl(), container.getUsername(), container.getPassword(), "Docker"));
  }
}
