package io.voteengine.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Arrivals at a constant rate, whatever happens to those before them. A late arrival knows when it
 * was due, so that a wait of the generator counts as waiting.
 */
public final class OpenLoop implements AutoCloseable {
  private final long gapNanos;
  private final LongConsumer arrival;
  private final Thread thread = new Thread(this::run, "open-loop");
  private volatile boolean stopped;

  private OpenLoop(int perSecond, LongConsumer arrival) {
    this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.arrival = arrival;
  }

  /**
   * Starts the arrivals.
   *
   * @param perSecond how many arrive
   * @param arrival takes one, given when it was due by {@link System#nanoTime}; must not block
   */
  public static OpenLoop start(int perSecond, LongConsumer arrival) {
    OpenLoop loop = new OpenLoop(perSecond, arrival);
    loop.thread.start();
    return loop;
  }

  private void run() {
    for (long due = System.nanoTime(); !stopped; due += gapNanos) {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      arrival.accept(due);
    }
  }

  /** Lets arrivals go on for this long. */
  public void goOn(int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }

  /** Returns after the last arrival. */
  @Override
  public void close() {
    stopped = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
