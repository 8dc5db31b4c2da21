package io.voteengine.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Runs scripts on the server that holds their keys. Never blocks. */
final class Scripts {
  private final Link link;
  private final RedisClusterAsyncCommands<byte[], byte[]> commands;

  Scripts(Link link) {
    this.link = link;
    this.commands = link.commands();
  }

  /**
   * Runs a script by its digest, or by its source where the server does not know it yet.
   *
   * @return the elements of the reply; one element where the reply is no array
   */
  CompletionStage<List<Object>> run(Script script, byte[][] keys, byte[]... args) {
    if (link.isDown()) {
      return CompletableFuture.failedStage(new UnreachableException(null));
    }
    try {
      return commands
          .<List<Object>>evalsha(script.digest(), ScriptOutputType.MULTI, keys, args)
          .exceptionallyCompose(
              failure ->
                  Failures.cause(failure) instanceof RedisNoScriptException
                      ? commands.eval(script.source(), ScriptOutputType.MULTI, keys, args)
                      : CompletableFuture.failedStage(failure))
          .exceptionally(
              failure -> {
                link.failed(failure);
                throw new CompletionException(Failures.of(failure));
              });
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(Failures.of(e));
    }
  }
}
