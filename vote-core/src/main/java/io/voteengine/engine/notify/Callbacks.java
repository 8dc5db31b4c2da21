package io.voteengine.engine.notify;

import io.voteengine.engine.Causes;
import io.voteengine.log.LogThrottle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes the host's futures on threads that the host may block. Callbacks of the host never run
 * on a thread that the engine or the store needs, and completing or cancelling such a future
 * changes nothing in the engine.
 */
public final class Callbacks {
  private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

  private final Executor executor;
  private final int limit;
  private final LogThrottle logFailed = new LogThrottle();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param limit how many answers may wait for a thread before {@link #isFull()} says so
   */
  public Callbacks(Executor executor, int limit) {
    this.executor = executor;
    this.limit = limit;
  }

  /** Returns whether so many callbacks wait that the engine should accept no more votes. */
  public boolean isFull() {
    return waiting.get() >= limit;
  }

  /** Returns how many answers wait for a thread. */
  public int waiting() {
    return waiting.get();
  }

  /** Returns a copy of the answer for the host. */
  public <T> CompletableFuture<T> handOver(CompletableFuture<T> answer) {
    CompletableFuture<T> handed = new CompletableFuture<>();
    if (answer.isDone()) {
      answer.whenComplete((value, failure) -> complete(handed, value, failure));
    } else {
      answer.whenComplete((value, failure) -> completeLater(handed, value, failure));
    }
    return handed;
  }

  private <T> void completeLater(
      CompletableFuture<T> handed, T value, @Nullable Throwable failure) {
    waiting.incrementAndGet();
    Runnable completion =
        () -> {
          waiting.decrementAndGet();
          complete(handed, value, failure);
        };
    try {
      executor.execute(completion);
    } catch (RuntimeException e) {
      if (!(e instanceof RejectedExecutionException)) {
        logFailed.run(
            others ->
                log.error(
                    "The host's executor of callbacks failed, and {} more times since the last such"
                        + " line; another thread is used",
                    others,
                    e));
      }
      // The engine has closed, or the host's executor takes no more: answer on another thread.
      handed.defaultExecutor().execute(completion);
    }
  }

  private static <T> void complete(
      CompletableFuture<T> handed, T value, @Nullable Throwable failure) {
    if (failure == null) {
      handed.complete(value);
    } else {
      handed.completeExceptionally(Causes.cause(failure));
    }
  }
}
