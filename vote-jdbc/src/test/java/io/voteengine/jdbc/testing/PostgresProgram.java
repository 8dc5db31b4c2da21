package io.voteengine.jdbc.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL that is installed on this machine. */
final class PostgresProgram {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private PostgresProgram() {}

  /** Empty where there is none, or where we are root without a user to run it as. */
  static Optional<ServerProgram> start(@Nullable Path where, String... options) {
    try {
      Optional<Path> bin = bin();
      Optional<List<String>> user = user();
      if (bin.isEmpty() || user.isEmpty()) {
        return Optional.empty();
      }
      Path directory = where == null ? Files.createTempDirectory("vote-postgres") : where;
      ServerProgram program = program(bin.get(), directory, user.get(), options);
      program.start();
      return Optional.of(program);
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL is installed but does not start", e);
    }
  }

  private static ServerProgram program(
      Path bin, Path directory, List<String> asUser, String... options) throws IOException {
    if (!asUser.isEmpty()) {
      Programs.run(List.of("chown", "postgres", directory.toString()));
    }
    String data = directory.resolve("data").toString();
    List<String> initdb =
        Programs.plus(
            asUser,
            bin.resolve("initdb").toString(),
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8");
    // A collation other than by bytes, as production has it, so that a forgotten COLLATE shows.
    if (!Programs.succeeds(
        Programs.plus(initdb, "--locale=C", "--locale-provider=icu", "--icu-locale=en-US"))) {
      Programs.run(Programs.plus(initdb, "--no-locale"));
    }
    String port = Integer.toString(Programs.freePort());
    List<String> command =
        Programs.plus(
            asUser,
            bin.resolve("postgres").toString(),
            "-D",
            data,
            "-h",
            "127.0.0.1",
            "-p",
            port,
            "-k",
            directory.toString(),
            "-c",
            "fsync=on",
            "-c",
            "synchronous_commit=on");
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    // What destroy() sends waits for every client.
    return new ServerProgram(
        directory,
        Programs.plus(command, options),
        "-INT",
        new DatabaseServer(url, "postgres", "", bin.toString()));
  }

  private static Optional<Path> bin() throws IOException {
    List<Path> candidates = new ArrayList<>();
    Optional<Path> program = Programs.find("postgres");
    if (program.isPresent()) {
      candidates.add(program.get().toRealPath().resolveSibling("."));
    }
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        versions
            .sorted(Comparator.reverseOrder())
            .map(v -> v.resolve("bin"))
            .forEach(candidates::add);
      }
    }
    return candidates.stream()
        .filter(dir -> Files.isExecutable(dir.resolve("initdb")))
        .filter(dir -> Files.isExecutable(dir.resolve("postgres")))
        .findFirst();
  }

  /** PostgreSQL refuses to run as root: the command that makes it run as somebody else. */
  private static Optional<List<String>> user() {
    if (!Programs.root()) {
      return Optional.of(List.of());
    }
    List<String> setpriv =
        List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
    return Programs.succeeds(Programs.plus(setpriv, "true"))
        ? Optional.of(setpriv)
        : Optional.empty();
  }
}
