package io.voteengine.jdbc.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts PostgreSQL from its programs. */
final class PostgresProgram {
  private PostgresProgram() {}

  /** Starts the installed one when tests may use it, otherwise the embedded one. */
  static ServerProgram start(@Nullable Path where, String... options) {
    return installed(where, options).orElseGet(() -> embedded(where, options));
  }

  /** Empty when there is none, or when the tests run as root without a user to run it as. */
  static Optional<ServerProgram> installed(@Nullable Path where, String... options) {
    Optional<Path> bin =
        MachineServers.allowed() ? MachineServers.postgres() : Optional.<Path>empty();
    return bin.flatMap(
        found -> RunAs.unlessRoot("postgres").map(user -> start(found, where, user, options)));
  }

  static ServerProgram embedded(@Nullable Path where, String... options) {
    RunAs user =
        RunAs.unlessRoot("nobody")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "PostgreSQL does not run as root: allow root to run setpriv or unshare, or"
                            + " run the tests as another user"));
    return start(PostgresBinaries.bin(), where, user, options);
  }

  private static ServerProgram start(
      Path bin, @Nullable Path where, RunAs user, String... options) {
    try {
      Path directory = where == null ? Files.createTempDirectory("vote-postgres") : where;
      if (user.owner() != null) {
        Programs.run(List.of("chown", user.owner(), directory.toString()));
      }
      ServerProgram program = program(bin, directory, user, options);
      program.start();
      return program;
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL does not start: " + bin, e);
    }
  }

  /** A replica of a PostgreSQL of this machine, following it. */
  static ServerProgram replicaOf(ServerProgram primary) {
    Path bin =
        MachineServers.postgres()
            .orElseThrow(
                () ->
                    new IllegalStateException("No pg_basebackup to test with: install postgresql"));
    RunAs user =
        RunAs.unlessRoot("postgres")
            .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run as root"));
    try {
      Path directory = Files.createTempDirectory("vote-postgres-replica");
      if (user.owner() != null) {
        Programs.run(List.of("chown", user.owner(), directory.toString()));
      }
      List<String> copy = new ArrayList<>(user.prefix());
      copy.add(bin.resolve("pg_basebackup").toString());
      String data = directory.resolve("data").toString();
      String port = primary.server().url().replaceFirst("^.*:(\\d+)/.*$", "$1");
      copy.addAll(List.of("-h", "127.0.0.1", "-p", port, "-U", "postgres", "-D", data));
      copy.addAll(List.of("-R", "-X", "stream", "--checkpoint=fast", "--no-sync"));
      Programs.run(copy);
      ServerProgram replica = onData(bin, directory, user);
      replica.start();
      return replica;
    } catch (IOException e) {
      throw new IllegalStateException("A replica of PostgreSQL does not start", e);
    }
  }

  private static ServerProgram program(Path bin, Path directory, RunAs user, String... options)
      throws IOException {
    String data = directory.resolve("data").toString();
    List<String> initdb = new ArrayList<>(user.prefix());
    initdb.addAll(List.of(bin.resolve("initdb").toString(), "-D", data, "-U", "postgres"));
    initdb.addAll(List.of("-A", "trust", "-E", "UTF8", "--no-sync"));
    // A collation other than by bytes, as in production, so that a missing COLLATE shows.
    if (!Programs.succeeds(
        Programs.plus(initdb, "--locale=C", "--locale-provider=icu", "--icu-locale=en-US"))) {
      Programs.run(Programs.plus(initdb, "--no-locale"));
    }
    return onData(bin, directory, user, options);
  }

  private static ServerProgram onData(Path bin, Path directory, RunAs user, String... options)
      throws IOException {
    String data = directory.resolve("data").toString();
    String port = Integer.toString(Programs.freePort());
    List<String> command = new ArrayList<>(user.prefix());
    command.addAll(List.of(bin.resolve("postgres").toString(), "-D", data, "-h", "127.0.0.1"));
    command.addAll(List.of("-p", port, "-k", directory.toString()));
    command.addAll(List.of("-c", "fsync=on", "-c", "synchronous_commit=on"));
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    // destroy() sends a signal that waits for every client.
    return new ServerProgram(
        directory,
        Programs.plus(command, options),
        "-INT",
        new DatabaseServer(url, "postgres", "", bin.toString()));
  }
}
