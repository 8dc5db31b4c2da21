package io.voteengine.bench.site;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.redis.testing.RedisProcess;
import org.jspecify.annotations.Nullable;

/** A Redis that is measured, with a connection beside those of the load. */
public final class RedisServer implements AutoCloseable {
  private final String uri;
  private final @Nullable RedisProcess process;
  private final RedisClient client;
  private final RedisCommands<String, String> commands;

  private RedisServer(String uri, @Nullable RedisProcess process) {
    this.uri = uri;
    this.process = process;
    client = RedisClient.create(uri);
    commands = client.connect().sync();
  }

  /** Starts the newest Redis of this machine, or the embedded one. */
  static RedisServer start() {
    RedisProcess started = RedisProcess.start();
    return new RedisServer(started.uri(), started);
  }

  /** Connects to an empty server. */
  static RedisServer at(String uri) {
    RedisServer server = new RedisServer(uri, null);
    if (server.commands.dbsize() != 0) {
      server.client.shutdown();
      throw new IllegalStateException(
          uri + " holds keys. It would be emptied, so give an empty server.");
    }
    return server;
  }

  public String uri() {
    return uri;
  }

  public RedisCommands<String, String> commands() {
    return commands;
  }

  public String version() {
    return info("server", "redis_version");
  }

  /** Returns the bytes that keys and connections take. */
  public long usedMemory() {
    return Long.parseLong(info("memory", "used_memory"));
  }

  /** Returns its process. */
  public long pid() {
    return Long.parseLong(info("server", "process_id"));
  }

  /** Deletes all keys. */
  public void empty() {
    commands.flushall();
  }

  private String info(String section, String field) {
    String prefix = field + ":";
    return commands
        .info(section)
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst()
        .orElse("0");
  }

  @Override
  public void close() {
    if (process == null) {
      empty();
    }
    client.shutdown();
    if (process != null) {
      process.close();
    }
  }
}
