package io.voteengine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Gives answers to the host on threads where it may do as it likes. What the host attaches to its
 * futures never runs on a thread that the engine or the store needs, and what it does to them
 * changes nothing inside.
 */
final class Callbacks {
  private final Executor executor;

  Callbacks(Executor executor) {
    this.executor = executor;
  }

  /** The answer as the host may have it. */
  <T> CompletableFuture<T> handOver(CompletableFuture<T> answer) {
    if (answer.isDone()) {
      return answer;
    }
    CompletableFuture<T> handed = new CompletableFuture<>();
    answer.whenComplete(
        (value, failure) ->
            execute(
                () -> {
                  if (failure == null) {
                    handed.complete(value);
                  } else {
                    handed.completeExceptionally(Failures.cause(failure));
                  }
                }));
    return handed;
  }

  private void execute(Runnable completion) {
    try {
      executor.execute(completion);
    } catch (RejectedExecutionException e) {
      // Late, but answered: the engine has closed, or the host's own executor takes no more.
      completion.run();
    }
  }
}
