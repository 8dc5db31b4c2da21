package io.voteengine.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A budget of one line a second for all repeated log lines of all engines of a process. */
final class LineBudget {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

  private LineBudget() {}

  /** Returns whether a line may be logged now, and uses up the budget if so. */
  static boolean take() {
    long due = NEXT.get();
    long now = System.nanoTime();
    return now - due >= 0 && NEXT.compareAndSet(due, now + PAUSE_NANOS);
  }
}
