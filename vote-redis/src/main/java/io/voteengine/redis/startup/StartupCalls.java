package io.voteengine.redis.startup;

import io.lettuce.core.RedisException;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteStoreException;
import io.voteengine.redis.client.RedisFailures;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for Redis while a store opens, and says what a failure means. */
final class StartupCalls {
  private final Duration timeout;

  StartupCalls(Duration timeout) {
    this.timeout = timeout;
  }

  <T> @Nullable T await(CompletionStage<T> reply) {
    try {
      return reply.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      String forbidden = RedisFailures.forbidden(e);
      if (forbidden != null) {
        throw MissingPermission.exception(forbidden, e);
      }
      throw RedisFailures.of(e);
    } catch (TimeoutException e) {
      throw new VoteStoreException("Redis did not answer at start-up within " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoteStoreException("Interrupted while Redis was checked at start-up", e);
    }
  }

  /** Returns why no connection could be made. */
  static RuntimeException unconnected(RedisException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains("cluster support disabled")) {
        return new VoteConfigurationException(
            "The server is no node of a cluster: build the store with a RedisClient, or connect to redis://host:port",
            failure);
      }
      String forbidden = RedisFailures.forbidden(t);
      if (forbidden != null) {
        return MissingPermission.exception(forbidden, failure);
      }
    }
    return RedisFailures.of(failure);
  }
}
