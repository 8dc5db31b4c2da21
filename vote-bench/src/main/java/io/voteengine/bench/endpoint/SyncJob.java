package io.voteengine.bench.endpoint;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A thread that carries what waits in Redis to SQL, again and again. */
final class SyncJob implements AutoCloseable {
  private static final long PAUSE_MILLIS = 5;

  private final BooleanSupplier step;
  private final Thread thread = new Thread(this::run, "sync-job");
  private volatile boolean stopped;

  /**
   * @param step carries some; returns whether there was anything
   */
  SyncJob(BooleanSupplier step) {
    this.step = step;
    thread.start();
  }

  private void run() {
    try {
      while (!stopped) {
        if (!once()) {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean once() {
    return step.getAsBoolean();
  }

  /** Carries all that there is, beside the thread. */
  void drain() {
    boolean more = true;
    while (more) {
      more = once();
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
