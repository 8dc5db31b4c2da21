package io.voteengine.jdbc.testing;

import static java.util.Objects.requireNonNullElse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Optional;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Finds PostgreSQL: the one that {@code VOTE_TEST_POSTGRES_URL} names, Docker, a server program on
 * this machine, the embedded binaries. Commits reach the disk in all of them, as in production.
 */
final class PostgresFinder {
  private static final String IMAGE = "postgres:18-alpine";

  private PostgresFinder() {}

  static DatabaseServer find() {
    return named()
        .or(() -> Docker.start(PostgresFinder::container))
        .or(() -> ServerProgram.postgres(null).map(ServerProgram::server))
        .orElseGet(PostgresFinder::embedded);
  }

  private static Optional<DatabaseServer> named() {
    String url = System.getenv("VOTE_TEST_POSTGRES_URL");
    if (url == null || url.isBlank()) {
      return Optional.empty();
    }
    String user = requireNonNullElse(System.getenv("VOTE_TEST_POSTGRES_USER"), "postgres");
    String password = requireNonNullElse(System.getenv("VOTE_TEST_POSTGRES_PASSWORD"), "");
    return Optional.of(new DatabaseServer(url, user, password, "VOTE_TEST_POSTGRES_URL"));
  }

  private static JdbcDatabaseContainer<?> container() {
    PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
    container.setCommand("postgres", "-c", "fsync=on", "-c", "synchronous_commit=on");
    return container;
  }

  static DatabaseServer embedded() {
    try {
      // Stops at exit by a hook of its own.
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .start();
      String url = server.getJdbcUrl("postgres", "postgres");
      return new DatabaseServer(url, "postgres", "", "embedded binaries");
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "No PostgreSQL to test with: set VOTE_TEST_POSTGRES_URL, start Docker, install a server"
              + " (initdb and postgres on the PATH; as root with a user postgres), or use a"
              + " platform for which io.zonky.test.postgres has binaries",
          e);
    }
  }
}
