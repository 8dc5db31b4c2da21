package io.voteengine.engine.notify;

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
   * Waits for its end, until the deadline and for a second at least; does not heed interrupts, but
   * keeps them. Does not wait where the host's code itself closes the engine.
   */
  boolean ended(Deadline deadline) {
    if (thread == Thread.currentThread()) {
      return false;
    }
    long end = System.nanoTime() + Math.max(deadline.remainingNanos(), LEAST_NANOS);
    boolean interrupted = false;
    while (thread.isAlive() && end - System.nanoTime() > 0) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
