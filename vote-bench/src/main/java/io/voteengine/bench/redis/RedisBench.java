package io.voteengine.bench.redis;

import picocli.CommandLine.Command;

/** Runs against Redis: {@code vote-bench redis COMMAND}. */
@Command(
    name = "redis",
    mixinStandardHelpOptions = true,
    description = "Measures the store in Redis, and prints tables.",
    subcommands = {
      RedisLatency.class,
      RedisThroughput.class,
      RedisOutage.class,
      RedisPage.class,
      FirstVote.class
    })
public final class RedisBench {}
