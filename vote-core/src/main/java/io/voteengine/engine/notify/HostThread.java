package io.voteengine.engine.notify;

import io.voteengine.spi.Deadline;
import java.util.concurrent.TimeUnit;

/** A thread that runs the host's code, which may block it. */
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

  boolean isAlive() {
    return thread.isAlive();
  }

  /**
   * Waits for the thread's end, until the deadline and at least for a second. Interrupts do not end
   * the wait, and are preserved. Does not wait if the host's code on this thread closes the engine.
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
