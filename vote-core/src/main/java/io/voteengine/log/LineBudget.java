package io.voteengine.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One line a second for all that may be logged over and over, of all engines of a process. */
final class LineBudget {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

  private LineBudget() {}

  /** Answers whether a line may be logged now, and takes it. */
  static boolean take() {
    long due = NEXT.get();
    long now = System.nanoTime();
    return now - due >= 0 && NEXT.compareAndSet(due, now + PAUSE_NANOS);
  }
}
