package io.voteengine.bench.redis.site;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.bench.site.Loopback;
import io.voteengine.redis.testing.RedisProcess;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The server that a command measures: a given one, or one that it starts. */
public final class RedisOption implements AutoCloseable {
  @Option(
      names = "--redis",
      paramLabel = "URI",
      description =
          "An empty server, which is emptied again; by default redis-server of the PATH is started.")
  private @Nullable String uri;

  private @Nullable RedisProcess process;
  private @Nullable RedisClient client;
  private @Nullable StatefulRedisConnection<String, String> connection;

  public RedisOption() {
    this(null);
  }

  public RedisOption(@Nullable String uri) {
    this.uri = uri;
  }

  /** Opens a connection beside those that are measured. Call this first. */
  public String connect() {
    String connected = uri;
    if (connected != null && !Loopback.isNamedBy(connected)) {
      throw new IllegalArgumentException(
          "--redis " + connected + " is not on this machine: load is sent to loopback only");
    }
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

  public RedisCommands<String, String> commands() {
    return connection().sync();
  }

  public RedisAsyncCommands<String, String> async() {
    return connection().async();
  }

  public RedisFigures figures() {
    return new RedisFigures(commands());
  }

  private StatefulRedisConnection<String, String> connection() {
    return Objects.requireNonNull(connection, "connect() has not been called");
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
