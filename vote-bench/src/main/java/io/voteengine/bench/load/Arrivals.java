package io.voteengine.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Arrivals at a constant rate on the caller's thread. One that comes late, because an earlier one
 * took long, still knows when it was due.
 */
final class Arrivals {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private Arrivals() {}

  /** Passes on as many arrivals, each with the time when it was due, and returns. */
  static void run(int perSecond, long count, LongConsumer arrival) {
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long due = start + i / perSecond * SECOND + i % perSecond * SECOND / perSecond;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      arrival.accept(due);
    }
  }
}
