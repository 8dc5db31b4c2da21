package io.voteengine.redis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A Redis server of a test's own, on a port of the loopback interface, without persistence. */
public final class RedisProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path folder;
  private final int port;
  private Process process;

  private RedisProcess(Path program, Map<String, String> environment, String... options) {
    try {
      this.folder = Files.createTempDirectory("vote-redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.port = freePort();
    this.environment = Map.copyOf(environment);
    this.command = new ArrayList<>(List.of(program.toString(), "--port", "" + port));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--dir", folder.toString()));
    command.addAll(List.of(options));
    this.process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /**
   * Starts a server of the newest kind that this machine has.
   *
   * @param options as on the command line, such as {@code --maxmemory 10mb}, one word each
   * @return the server, which answers
   */
  public static RedisProcess start(String... options) {
    return new RedisProcess(RedisProgram.find(), Map.of(), options);
  }

  /**
   * Starts a server of the oldest kind that the store supports, Redis 6.2.
   *
   * @param options see {@link #start}
   * @return the server, which answers
   */
  public static RedisProcess startOldest(String... options) {
    return new RedisProcess(RedisProgram.embedded(), Map.of(), options);
  }

  static RedisProcess start(Path program, Map<String, String> environment, String... options) {
    return new RedisProcess(program, environment, options);
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
      Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(this::answers);
      return launched;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1000);
      socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
      return socket.getInputStream().read() == '+';
    }
  }

  /**
   * Where it listens.
   *
   * @return its port on 127.0.0.1
   */
  public int port() {
    return port;
  }

  /**
   * Where it listens.
   *
   * @return its URI
   */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Kills it, as a crash would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again on the same port. */
  public void restart() {
    process = launch();
  }

  /** Stops the process without ending it: connections stay, and nothing answers. */
  public void pause() {
    signal("-STOP");
  }

  /** Undoes {@link #pause}. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      int exit = new ProcessBuilder("kill", name, "" + process.pid()).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill " + name + " failed with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
