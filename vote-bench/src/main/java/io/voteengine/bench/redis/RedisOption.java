package io.voteengine.bench.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.redis.testing.RedisProcess;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The server that a command measures: a given one, or one that it starts. */
final class RedisOption implements AutoCloseable {
  @Option(
      names = "--redis",
      paramLabel = "URI",
      description =
          "An empty server, which is emptied again; by default redis-server of the PATH is started.")
  private @Nullable String uri;

  private @Nullable RedisProcess process;
  private @Nullable RedisClient client;
  private @Nullable StatefulRedisConnection<String, String> connection;

  RedisOption() {
    this(null);
  }

  RedisOption(@Nullable String uri) {
    this.uri = uri;
  }

  /** Opens a connection beside those that are measured. Call this first. */
  String connect() {
    String connected = uri;
    if (connected == null) {
      process = RedisProcess.start();
      connected = process.uri();
    }
    client = RedisClient.create(connected);
    StatefulRedisConnection<String, String> mine = client.connect();
    if (mine.sync().dbsize() != 0) {
      throw new IllegalStateException(connected + " holds keys; give an empty server");
    }
    connection = mine;
    return connected;
  }

  RedisCommands<String, String> commands() {
    return connection().sync();
  }

  RedisAsyncCommands<String, String> async() {
    return connection().async();
  }

  private StatefulRedisConnection<String, String> connection() {
    return Objects.requireNonNull(connection, "connect() has not been called");
  }

  /** Returns a field of INFO. */
  String info(String section, String field) {
    String prefix = field + ":";
    return commands()
        .info(section)
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .collect(Collectors.joining());
  }

  /** Returns the processor time that the server has used, in microseconds. */
  long cpuMicros() {
    double seconds =
        Double.parseDouble(info("cpu", "used_cpu_user"))
            + Double.parseDouble(info("cpu", "used_cpu_sys"));
    return Math.round(seconds * 1e6);
  }

  /** Returns the bytes that the server's keys and connections take. */
  long usedMemory() {
    return Long.parseLong(info("memory", "used_memory"));
  }

  @Override
  public void close() {
    if (connection != null) {
      commands().flushall();
    }
    if (client != null) {
      client.shutdown();
    }
    if (process != null) {
      process.close();
    }
  }
}
