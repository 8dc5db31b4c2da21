package io.voteengine.jdbc.testing;

import static java.util.Objects.requireNonNullElse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Finds PostgreSQL: the one that {@code VOTE_TEST_POSTGRES_URL} names, Docker, a server program on
 * this machine, the embedded binaries. Commits reach the disk in all of them, as in production.
 */
final class PostgresFinder {
  private static final String IMAGE = "postgres:18-alpine";

  private PostgresFinder() {}

  static PostgresServer find() {
    return named()
        .or(PostgresFinder::docker)
        .or(PostgresProgram::start)
        .orElseGet(PostgresFinder::embedded);
  }

  private static Optional<PostgresServer> named() {
    String url = System.getenv("VOTE_TEST_POSTGRES_URL");
    if (url == null || url.isBlank()) {
      return Optional.empty();
    }
    String user = requireNonNullElse(System.getenv("VOTE_TEST_POSTGRES_USER"), "postgres");
    String password = requireNonNullElse(System.getenv("VOTE_TEST_POSTGRES_PASSWORD"), "");
    return Optional.of(new PostgresServer(url, user, password, "VOTE_TEST_POSTGRES_URL"));
  }

  /** Looks for the engine's socket first: asking Testcontainers takes long where there is none. */
  private static Optional<PostgresServer> docker() {
    String home = System.getProperty("user.home");
    boolean engine =
        System.getenv("DOCKER_HOST") != null
            || Files.exists(Path.of("/var/run/docker.sock"))
            || Files.exists(Path.of(home, ".docker", "run", "docker.sock"));
    if (!engine) {
      return Optional.empty();
    }
    PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
    container.setCommand("postgres", "-c", "fsync=on", "-c", "synchronous_commit=on");
    container.start();
    Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "stop-postgres"));
    return Optional.of(
        new PostgresServer(
            container.getJdbcUrl(), container.getUsername(), container.getPassword(), "Docker"));
  }

  static PostgresServer embedded() {
    try {
      // Stops at exit by a hook of its own.
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .start();
      String url = server.getJdbcUrl("postgres", "postgres");
      return new PostgresServer(url, "postgres", "", "embedded binaries");
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "No PostgreSQL to test with: set VOTE_TEST_POSTGRES_URL, start Docker, install a server"
              + " (initdb and postgres on the PATH; as root with a user postgres), or use a"
              + " platform for which io.zonky.test.postgres has binaries",
          e);
    }
  }
}
