package io.voteengine.sync.degraded;

import io.voteengine.spi.PermitReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.rules.SharedLimits;
import java.util.concurrent.TimeUnit;

/**
 * This node's own limiter, used while the store's cannot be asked. The algorithm is the same, but
 * each node counts only what it sees itself. Safe for use by many threads.
 */
final class LocalLimits {
  private final SharedLimits limits = new SharedLimits();
  private final long start = System.nanoTime();

  synchronized PermitReply take(SharedLimit limit) {
    long tooEarly = limits.take(limit, now());
    return tooEarly > 0 ? new PermitReply.RateLimited(tooEarly) : PermitReply.Simple.TAKEN;
  }

  synchronized void giveBack(SharedLimit limit) {
    limits.giveBack(limit, now());
  }

  /** Returns the microseconds since the start, on a clock that never steps back. */
  private long now() {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
  }
}
