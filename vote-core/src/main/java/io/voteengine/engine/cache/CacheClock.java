package io.voteengine.engine.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The clock of the copies' ages. Caffeine, which only removes what no read uses any longer, gets a
 * coarse time that each use of the clock moves on: a read asks the system for the time once. Safe
 * for use by many threads.
 */
final class CacheClock implements Ticker {
  private static final long COARSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private volatile long coarse;

  CacheClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.coarse = nanoTime.getAsLong();
  }

  /** Returns the time. */
  long now() {
    long now = nanoTime.getAsLong();
    if (now - coarse >= COARSE_NANOS) {
      coarse = now;
    }
    return now;
  }

  /** Returns the time as of the last millisecond in which somebody asked. */
  @Override
  public long read() {
    return coarse;
  }
}
