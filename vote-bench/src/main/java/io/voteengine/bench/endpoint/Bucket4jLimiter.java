package io.voteengine.bench.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.RemoteBucketBuilder;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import io.voteengine.bench.site.Servers;
import java.time.Duration;
import java.util.Objects;

/**
 * Bucket4j on Redis, by Lettuce; with its batching, concurrent requests of one process share a
 * call.
 */
final class Bucket4jLimiter extends Limiter {
  private final RedisClient client;
  private final Bucket bucket;

  Bucket4jLimiter(Servers servers, boolean batching) {
    client = RedisClient.create(Objects.requireNonNull(servers.redis(), "redis").uri());
    BucketConfiguration configuration =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(PERMITS).refillGreedy(PERMITS, Duration.ofDays(1)))
            .build();
    RemoteBucketBuilder<byte[]> builder = Bucket4jLettuce.casBasedBuilder(client).build().builder();
    bucket =
        (batching ? builder.withOptimization(Optimizations.batching()) : builder)
            .build("limited".getBytes(UTF_8), () -> configuration);
  }

  @Override
  boolean take() {
    return bucket.tryConsume(1);
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
