package io.voteengine.bench.site;

import io.voteengine.jdbc.testing.DatabaseServer;
import io.voteengine.jdbc.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A PostgreSQL whose commits reach the disk. */
final class PostgresServer implements SqlServer {
  private final Supplier<TestDatabase> databases;
  private final String text;
  private final long pid;

  private PostgresServer(Supplier<TestDatabase> databases) {
    this.databases = databases;
    try (PostgresSpace space = create()) {
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        if (!space.setting(setting).equals("on")) {
          throw new IllegalStateException(
              setting + " is not on at this PostgreSQL, so no vote would be durable. Turn it on.");
        }
      }
      text =
          "PostgreSQL %s (fsync, synchronous_commit on, shared_buffers %s)"
              .formatted(space.setting("server_version"), space.setting("shared_buffers"));
      pid = postmaster(Path.of(space.setting("data_directory")));
    }
  }

  /** Starts the PostgreSQL of this machine, or the embedded one. */
  static PostgresServer start() {
    return new PostgresServer(TestDatabase::postgres);
  }

  static PostgresServer at(String url, String user, String password) {
    DatabaseServer server = new DatabaseServer(url, user, password, "--jdbc");
    return new PostgresServer(() -> TestDatabase.postgres(server));
  }

  /** Returns 0 when its files cannot be read. */
  private static long postmaster(Path data) {
    try {
      return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public PostgresSpace create() {
    return new PostgresSpace(databases.get());
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public boolean isPostgres() {
    return true;
  }

  @Override
  public String text() {
    return text;
  }
}
