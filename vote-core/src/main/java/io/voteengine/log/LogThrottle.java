package io.voteengine.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Limits a log statement that may repeat all the time: it runs immediately, and then every ten
 * seconds at most. Safe for use by many threads.
 */
public final class LogThrottle {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final AtomicLong suppressed = new AtomicLong();

  private final boolean rare;

  /** Creates a throttle for one log statement, or for several with the same meaning. */
  public LogThrottle() {
    this(false);
  }

  private LogThrottle(boolean rare) {
    this.rare = rare;
  }

  /**
   * Returns a throttle for rare lines that must not be missed: it does not share the one line a
   * second of all others.
   *
   * @return a throttle that logs immediately, and then every ten seconds at most
   */
  public static LogThrottle ofRareLines() {
    return new LogThrottle(true);
  }

  /**
   * Runs a log statement, or counts that it was suppressed.
   *
   * @param statement receives how many statements were suppressed since the last that ran
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
