package io.voteengine.redis.testing;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.jdbc.testing.MachineServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Redis server for one test, on a port of the loopback interface, without persistence. */
public final class RedisProcess implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(5);

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path folder;
  private final int port;
  private Process process;

  private RedisProcess(
      Path folder, int port, Map<String, String> environment, List<String> command) {
    this.folder = folder;
    this.port = port;
    this.environment = Map.copyOf(environment);
    this.command = List.copyOf(command);
    this.process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  private static RedisProcess start(
      Path program, int port, Map<String, String> environment, String... options) {
    Path folder = newFolder();
    List<String> command = new ArrayList<>(List.of(program.toString(), "--port", "" + port));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--dir", folder.toString()));
    command.addAll(List.of(options));
    return new RedisProcess(folder, port, environment, command);
  }

  /**
   * Starts a server of the newest kind that this machine has.
   *
   * @param options as on the command line, such as {@code --maxmemory 10mb}, one word each
   * @return the running server
   */
  public static RedisProcess start(String... options) {
    return start(RedisProgram.find(), Map.of(), options);
  }

  /**
   * Starts a server of the oldest kind that the store supports, Redis 6.2.
   *
   * @param options see {@link #start}
   * @return the running server
   */
  public static RedisProcess startOldest(String... options) {
    return start(RedisProgram.embedded(), Map.of(), options);
  }

  /**
   * Starts a server of the oldest kind, whose clock differs from this machine's.
   *
   * @param seconds how far it is ahead; less than 0: behind
   * @return the running server
   */
  public static RedisProcess startWithClockOff(int seconds) {
    Path library =
        MachineServers.faketime()
            .orElseThrow(() -> new IllegalStateException("libfaketime: install faketime"));
    // Newer servers are mostly built with jemalloc, which does not work with libfaketime.
    return start(
        RedisProgram.embedded(),
        Map.of(
            "LD_PRELOAD",
            library.toString(),
            "FAKETIME",
            (seconds < 0 ? "" : "+") + seconds + "s",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1"));
  }

  static RedisProcess start(Path program, Map<String, String> environment, String... options) {
    return start(program, freePort(), environment, options);
  }

  /** Starts a node that belongs to no cluster yet. Nodes talk on their port + 10,000. */
  static RedisProcess startClusterNode(Path program, String... options) {
    List<String> all = new ArrayList<>(List.of("--cluster-enabled", "yes"));
    all.addAll(List.of(options));
    int port =
        new Random()
            .ints(20_000, 30_000)
            .filter(free -> isFree(free) && isFree(free + 10_000))
            .findFirst()
            .orElseThrow();
    return start(program, port, Map.of(), all.toArray(String[]::new));
  }

  /** Starts a Sentinel, which keeps what it learns in its own copy of the configuration. */
  static RedisProcess startSentinel(Path program, List<String> configuration) {
    Path folder = newFolder();
    Path file = folder.resolve("sentinel.conf");
    int port = freePort();
    try {
      Files.write(file, configuration, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(List.of(program.toString(), file.toString()));
    command.addAll(List.of("--sentinel", "--port", "" + port, "--bind", "127.0.0.1"));
    return new RedisProcess(folder, port, Map.of(), command);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("vote-redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process launch() {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
      Process launched = builder.start();
      Awaitility.await("the server, see " + folder)
          .atMost(AMPLE)
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> answers(launched));
      return launched;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers(Process launched) throws IOException {
    if (!launched.isAlive()) {
      throw new IllegalStateException(
          command + " ended: " + Files.readString(folder.resolve("log"), UTF_8));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1000);
      return ask(socket, "PING").startsWith("+");
    }
  }

  private static String ask(Socket socket, String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
    return Objects.requireNonNullElse(
        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine(), "");
  }

  /**
   * Sends it a command over a connection of its own.
   *
   * @param command words without spaces in them, such as {@code CLIENT KILL TYPE normal}
   * @return the first line of its answer
   */
  public String command(String command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) AMPLE.toMillis());
      String answer = ask(socket, command);
      if (answer.isEmpty() || answer.startsWith("-")) {
        throw new IllegalStateException(command + " was answered: " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a section of its {@code INFO}.
   *
   * @param section which part of it
   * @return lines of {@code name:value}
   */
  public String info(String section) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) AMPLE.toMillis());
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      socket.getOutputStream().write(("INFO " + section + "\r\n").getBytes(UTF_8));
      int length = Integer.parseInt(Objects.requireNonNullElse(answer.readLine(), "").substring(1));
      char[] info = new char[length];
      int read = 0;
      while (read < length) {
        read += Math.max(answer.read(info, read, length - read), 0);
      }
      return new String(info);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns where it listens.
   *
   * @return its port on 127.0.0.1
   */
  public int port() {
    return port;
  }

  /**
   * Returns where it listens.
   *
   * @return its URI
   */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /**
   * Returns whether it runs.
   *
   * @return false once it was killed, until it is started again
   */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it, as a crash would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again on the same port. */
  public void restart() {
    process = launch();
  }

  /** Starts it again on the same port, without the snapshot that a replication left on its disk. */
  public void restartWithoutSnapshot() {
    try {
      Files.deleteIfExists(folder.resolve("dump.rdb"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    restart();
  }

  /** Starts it again on the same port, after its disk was lost. */
  public void restartEmpty() {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .filter(file -> !file.equals(folder))
          .forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    restart();
  }

  /** Suspends the process: its connections stay open, and nothing answers. */
  public void pause() {
    Signals.pause(process);
  }

  /** Undoes {@link #pause}. */
  public void resume() {
    Signals.resume(process);
  }

  /** Ends the server, and deletes its folder. */
  @Override
  public void close() {
    kill();
    delete(folder);
  }

  /** Deletes a folder and all that is in it, if it exists. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("left behind: " + folder, e);
    }
  }
}
