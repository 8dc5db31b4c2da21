package io.voteengine.jdbc.testing;

import java.util.Optional;
import java.util.function.Supplier;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** Servers in Docker, where there is one. */
final class Docker {
  private Docker() {}

  static Optional<DatabaseServer> start(Supplier<JdbcDatabaseContainer<?>> image) {
    if (!MachineServers.docker()) {
      return Optional.empty();
    }
    JdbcDatabaseContainer<?> container = image.get();
    container.start();
    AtExit.run(container::stop);
    return Optional.of(
        new DatabaseServer(
            container.getJdbcUrl(), container.getUsername(), container.getPassword(), "Docker"));
  }
}
