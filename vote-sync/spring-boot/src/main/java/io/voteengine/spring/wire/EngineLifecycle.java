package io.voteengine.spring.wire;

import io.voteengine.VoteEngine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Closes the engine when the application stops: after the web server has drained and the task
 * executors have ended, and before any bean is destroyed. Spring waits no longer than {@code
 * spring.lifecycle.timeout-per-shutdown-phase}, whatever the ledger does.
 */
final class EngineLifecycle implements SmartLifecycle, DisposableBean {
  /** Below the phases of Spring's executors, so that a task that votes ends before. */
  static final int PHASE = Integer.MAX_VALUE / 2 - 1024;

  private static final Logger log = LoggerFactory.getLogger(EngineLifecycle.class);

  private final Duration patience;
  private volatile boolean running;
  private @Nullable VoteEngine engine;
  private @Nullable CompletableFuture<@Nullable Void> closing;

  /**
   * @param patience how long to wait where Spring has not waited already
   */
  EngineLifecycle(Duration patience) {
    this.patience = patience;
  }

  /** Takes the engine to close. It exists before the engine, which may be all that is created. */
  synchronized void own(VoteEngine opened) {
    engine = opened;
  }

  @Override
  public synchronized void start() {
    if (closing != null) {
      throw new IllegalStateException(
          "The engine was closed when the context stopped, and cannot be started again: refresh or"
              + " build a context instead of starting a stopped one.");
    }
    running = true;
  }

  @Override
  public void stop() {
    await(close());
  }

  @Override
  public void stop(Runnable callback) {
    close()
        .whenComplete(
            (closed, failure) -> {
              running = false;
              callback.run();
            });
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The engine cannot be started again, so that test contexts must not pause it. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** Closes the engine of a context that has failed to start; else Spring has waited already. */
  @Override
  public void destroy() {
    CompletableFuture<@Nullable Void> begun;
    synchronized (this) {
      begun = closing;
    }
    if (begun == null) {
      await(close());
    } else if (!begun.isDone()) {
      log.warn(
          "The engine is still closing, and its store and ledger are closed now. Votes that the"
              + " ledger lacks are in the store; with a store in memory they are lost");
    }
  }

  private synchronized CompletableFuture<@Nullable Void> close() {
    CompletableFuture<@Nullable Void> begun = closing;
    if (begun == null) {
      begun = new CompletableFuture<>();
      closing = begun;
      if (engine == null) {
        begun.complete(null);
        return begun;
      }
      Thread thread = new Thread(new Close(engine, begun), "vote-shutdown");
      thread.setDaemon(true);
      thread.start();
    }
    return begun;
  }

  private void await(CompletableFuture<@Nullable Void> closed) {
    closed.copy().completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS).join();
    running = false;
  }

  private record Close(VoteEngine engine, CompletableFuture<@Nullable Void> done)
      implements Runnable {
    @Override
    public void run() {
      try {
        engine.close();
      } catch (RuntimeException e) {
        log.warn("The engine could not be closed in full", e);
      } finally {
        done.complete(null);
      }
    }
  }
}
