package io.voteengine.jdbc.testing;

import static java.util.Objects.requireNonNullElse;

import java.util.Optional;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Finds PostgreSQL: the one that {@code VOTE_TEST_POSTGRES_URL} names, Docker, a server program on
 * this machine, the embedded binaries; only the last in a plain build. Commits reach the disk in
 * all of them, as in production.
 */
final class PostgresFinder {
  private static final String IMAGE = "postgres:18-alpine";

  private PostgresFinder() {}

  static DatabaseServer find() {
    if (!MachineServers.allowed()) {
      return embedded();
    }
    return named()
        .or(() -> Docker.start(PostgresFinder::container))
        .orElseGet(() -> PostgresProgram.start(null).server());
  }

  private static Optional<DatabaseServer> named() {
    return MachineServers.named("VOTE_TEST_POSTGRES_URL")
        .map(
            url ->
                new DatabaseServer(
                    url,
                    requireNonNullElse(System.getenv("VOTE_TEST_POSTGRES_USER"), "postgres"),
                    requireNonNullElse(System.getenv("VOTE_TEST_POSTGRES_PASSWORD"), ""),
                    "VOTE_TEST_POSTGRES_URL"));
  }

  private static JdbcDatabaseContainer<?> container() {
    PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
    container.setCommand("postgres", "-c", "fsync=on", "-c", "synchronous_commit=on");
    return container;
  }

  static DatabaseServer embedded() {
    return PostgresProgram.embedded(null).server();
  }
}
