package io.voteengine.jdbc.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A database server for one test, with its own data directory. Ends with the JVM at the latest. */
public final class ServerProgram implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Path directory;
  private final List<String> command;
  private final String stopSignal;
  private final DatabaseServer server;
  private final Runnable stop = this::end;
  private @Nullable Process process;

  /**
   * Creates the server without starting it.
   *
   * @param directory holds its data and its log, and is deleted with it
   * @param stopSignal ends it at once and in order
   */
  ServerProgram(Path directory, List<String> command, String stopSignal, DatabaseServer server) {
    this.directory = directory;
    this.command = command;
    this.stopSignal = stopSignal;
    this.server = server;
    AtExit.run(stop);
  }

  /**
   * Starts a PostgreSQL that no other test uses.
   *
   * @param directory where it keeps its data; a temporary one when null
   * @param options further options
   * @return the server
   */
  public static ServerProgram postgres(@Nullable Path directory, String... options) {
    return PostgresProgram.start(directory, options);
  }

  /**
   * Starts a replica of a PostgreSQL of this machine.
   *
   * @param primary the server that it follows
   * @return the server
   */
  public static ServerProgram replicaOf(ServerProgram primary) {
    return PostgresProgram.replicaOf(primary);
  }

  /**
   * Starts a MariaDB that no other test uses.
   *
   * @param directory where it keeps its data; a temporary one when null
   * @param options further options
   * @return the server
   */
  public static ServerProgram mariaDb(@Nullable Path directory, String... options) {
    return MySqlProgram.mariaDb(directory, options);
  }

  /**
   * Returns how to reach it.
   *
   * @return its address and owner
   */
  public DatabaseServer server() {
    return server;
  }

  /**
   * Returns where it keeps its data and its log.
   *
   * @return a directory that is deleted with the server
   */
  public Path directory() {
    return directory;
  }

  /** Starts it, and returns once it answers. */
  public void start() {
    launch();
    awaitAnswer();
  }

  /** Starts it, and does not wait. */
  void launch() {
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new IllegalStateException("A server does not start: " + command, e);
    }
  }

  void awaitAnswer() {
    Process started = requireNonNull(process, "not started");
    Awaitility.await("the server, see " + log())
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(() -> answers(started));
  }

  private Path log() {
    return directory.resolve("log");
  }

  private boolean answers(Process started) throws IOException {
    if (!started.isAlive()) {
      throw new IOException(
          "%s ended with %d:%n%s"
              .formatted(command, started.exitValue(), Files.readString(log(), ISO_8859_1)));
    }
    try {
      DriverManager.getConnection(server.url(), server.user(), server.password()).close();
      return true;
    } catch (SQLException starting) {
      return false;
    }
  }

  /** Ends it without warning, as {@code kill -9} does, with all its processes. */
  public void kill() {
    Process running = process;
    if (running != null) {
      List<ProcessHandle> all = List.copyOf(running.descendants().toList());
      running.toHandle().destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
      running.onExit().join();
      all.forEach(child -> child.onExit().join());
    }
  }

  /** Stops its processes without ending them: connections stay, and nothing answers. */
  public void pause() {
    signal("-STOP");
  }

  /** Undoes {@link #pause}. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String name) {
    Process running = requireNonNull(process, "not started");
    try {
      Programs.run(kill(name, running.pid()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    // A process that has just ended needs no signal.
    running.descendants().forEach(child -> Programs.succeeds(kill(name, child.pid())));
  }

  @Override
  public void close() {
    AtExit.forget(stop);
    end();
  }

  private void end() {
    Process running = process;
    try {
      if (running != null && running.isAlive()) {
        Programs.run(kill(stopSignal, running.pid()));
        if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          kill();
        }
      }
      Programs.delete(directory);
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** The shell's own: a bare machine has no program of that name. */
  private static List<String> kill(String signal, long process) {
    return List.of("sh", "-c", "kill " + signal + " " + process);
  }
}
