package io.voteengine.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Logs what may happen all the time: at once, and then every ten seconds at most. Safe for use by
 * many threads.
 */
public final class LogThrottle {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final AtomicLong suppressed = new AtomicLong();

  private final boolean rare;

  /** A throttle for one statement, or several that say the same. */
  public LogThrottle() {
    this(false);
  }

  private LogThrottle(boolean rare) {
    this.rare = rare;
  }

  /**
   * A throttle for what is seldom and must not be passed over: it does not share the one line a
   * second of all others.
   *
   * @return a throttle that logs at once, and then every ten seconds at most
   */
  public static LogThrottle ofRareLines() {
    return new LogThrottle(true);
  }

  /**
   * Runs a log statement, or counts that it was not run.
   *
   * @param statement gets how many were not run since the last that was
   */
  public void run(LongConsumer statement) {
    long due = next.get();
    long now = System.nanoTime();
    if (now - due >= 0
        && (rare || LineBudget.take())
        && next.compareAndSet(due, now + PAUSE_NANOS)) {
      statement.accept(suppressed.getAndSet(0));
    } else {
      suppressed.incrementAndGet();
    }
  }
}
