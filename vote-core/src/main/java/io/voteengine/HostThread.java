package io.voteengine;

import io.voteengine.spi.Deadline;
import java.util.concurrent.TimeUnit;

/** A thread on which the host's code runs, which may do there as it likes. */
final class HostThread {
  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Thread thread;

  HostThread(String name, Runnable work) {
    this.thread = new Thread(work, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Waits for its end, until the deadline and for a second at least. Does not wait where the host's
   * code itself closes the engine.
   */
  boolean ended(Deadline deadline) {
    if (thread == Thread.currentThread()) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(deadline.remainingNanos(), LEAST_NANOS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
