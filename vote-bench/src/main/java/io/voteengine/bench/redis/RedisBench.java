package io.voteengine.bench.redis;

import io.voteengine.bench.redis.memory.RedisMemory;
import io.voteengine.bench.redis.recovery.RedisRecovery;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Load runs against Redis: {@code java -cp benchmarks.jar io.voteengine.bench.redis.RedisBench}.
 */
@Command(
    name = "RedisBench",
    mixinStandardHelpOptions = true,
    description = "Measures the store in Redis, and prints tables.",
    subcommands = {
      RedisLatency.class,
      RedisThroughput.class,
      RedisMemory.class,
      RedisOutage.class,
      RedisRecovery.class,
      RedisOpenLoop.class,
      RedisPage.class,
      FirstVote.class
    })
public final class RedisBench {
  private RedisBench() {}

  /**
   * Runs a command.
   *
   * @param args its name and options; without any, lists the commands
   */
  public static void main(String[] args) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off"); // outages are the point
    System.exit(new CommandLine(new RedisBench()).execute(args));
  }
}
