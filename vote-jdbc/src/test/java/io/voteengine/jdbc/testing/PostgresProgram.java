package io.voteengine.jdbc.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Starts the PostgreSQL that is installed on this machine, with a data directory of its own. */
final class PostgresProgram {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final int STOP_SECONDS = 20;

  private final Path bin;
  private final Path directory;
  private final List<String> asUser;

  private PostgresProgram(Path bin, Path directory, List<String> asUser) {
    this.bin = bin;
    this.directory = directory;
    this.asUser = asUser;
  }

  /** Empty where there is none, or where we are root without a user to run it as. */
  static Optional<PostgresServer> start() {
    try {
      Optional<Path> bin = bin();
      Optional<List<String>> user = user();
      if (bin.isEmpty() || user.isEmpty()) {
        return Optional.empty();
      }
      Path directory = Files.createTempDirectory("vote-postgres");
      return Optional.of(new PostgresProgram(bin.get(), directory, user.get()).run());
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL is installed but does not start", e);
    }
  }

  private PostgresServer run() throws IOException {
    if (!asUser.isEmpty()) {
      command(List.of("chown", "postgres", directory.toString()));
    }
    Path data = directory.resolve("data");
    List<String> initdb =
        program("initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8");
    // A collation other than by bytes, as production has it, so that a forgotten COLLATE shows.
    if (!succeeds(plus(initdb, "--locale=C", "--locale-provider=icu", "--icu-locale=en-US"))) {
      command(plus(initdb, "--no-locale"));
    }
    int port = freePort();
    Process server =
        new ProcessBuilder(
                program(
                    "postgres",
                    "-D",
                    data.toString(),
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(port),
                    "-k",
                    directory.toString(),
                    "-c",
                    "fsync=on",
                    "-c",
                    "synchronous_commit=on"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop-postgres"));
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    Awaitility.await("PostgreSQL, see " + directory.resolve("log"))
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> answers(url));
    return new PostgresServer(url, "postgres", "", bin.toString());
  }

  private static boolean answers(String url) {
    try {
      DriverManager.getConnection(url, "postgres", "").close();
      return true;
    } catch (SQLException starting) {
      return false;
    }
  }

  private void stop(Process server) {
    try {
      // SIGINT ends it at once and in order; what destroy() sends waits for every client.
      command(List.of("kill", "-INT", Long.toString(server.pid())));
      if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    } catch (IOException e) {
      server.destroyForcibly();
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Path> bin() throws IOException {
    List<Path> candidates = new ArrayList<>();
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String entry : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(entry, "postgres");
      if (Files.isExecutable(program)) {
        Path home = program.toRealPath().getParent();
        if (home != null) {
          candidates.add(home);
        }
      }
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
    if (!System.getProperty("user.name").equals("root")) {
      return Optional.of(List.of());
    }
    List<String> setpriv =
        List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
    return succeeds(plus(setpriv, "true")) ? Optional.of(setpriv) : Optional.empty();
  }

  private List<String> program(String name, String... arguments) {
    List<String> command = new ArrayList<>(asUser);
    command.add(bin.resolve(name).toString());
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private static List<String> plus(List<String> command, String... more) {
    return Stream.concat(command.stream(), Arrays.stream(more)).toList();
  }

  private static boolean succeeds(List<String> command) {
    try {
      command(command);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void command(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command + " failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command + " was interrupted", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
