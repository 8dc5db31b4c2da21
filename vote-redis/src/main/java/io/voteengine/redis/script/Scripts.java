package io.voteengine.redis.script;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.voteengine.redis.client.RedisConnection;
import io.voteengine.redis.client.RedisFailures;
import io.voteengine.redis.client.UnreachableException;
import io.voteengine.redis.meters.RedisMeters;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Runs scripts on the server that holds their keys. Never blocks. */
public final class Scripts {
  private final RedisConnection link;
  private final RedisClusterAsyncCommands<byte[], byte[]> commands;
  private final RedisMeters meters;

  public Scripts(RedisConnection link, RedisMeters meters) {
    this.link = link;
    this.meters = meters;
    this.commands = link.commands();
  }

  /**
   * Runs a script by its digest, or by its source when the server does not know it yet.
   *
   * @return the elements of the reply; one element when the reply is no array
   */
  public CompletionStage<List<Object>> run(Script script, byte[][] keys, byte[]... args) {
    if (link.isDown()) {
      return CompletableFuture.failedStage(new UnreachableException(null));
    }
    long began = System.nanoTime();
    try {
      return commands
          .<List<Object>>evalsha(script.digest(), ScriptOutputType.MULTI, keys, args)
          .exceptionallyCompose(
              failure ->
                  RedisFailures.cause(failure) instanceof RedisNoScriptException
                      ? commands.eval(script.source(), ScriptOutputType.MULTI, keys, args)
                      : CompletableFuture.failedStage(failure))
          .handle(
              (reply, failure) -> {
                meters.called(script.ordinal(), System.nanoTime() - began, failure != null);
                if (failure != null) {
                  link.failed(failure);
                  throw new CompletionException(RedisFailures.of(failure));
                }
                return reply;
              });
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(RedisFailures.of(e));
    }
  }
}
