package io.voteengine.engine.cache;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts changes by hash. Whoever notes a count before a read, and finds the same count later,
 * knows that no change has been reported in between. Hashes share counters: then a copy is read
 * again although it is right. So changes need no memory of their own, however many come, and
 * whether or not there is a copy of what has changed.
 *
 * <p>Safe for use by many threads.
 */
final class Generations {
  private final AtomicIntegerArray counters;
  private final AtomicLong all = new AtomicLong();
  private final int mask;

  /**
   * @param least how many counters there are at least
   */
  Generations(int least) {
    int size = Math.max(Integer.highestOneBit(Math.max(least - 1, 1)) << 1, 2);
    this.counters = new AtomicIntegerArray(size);
    this.mask = size - 1;
  }

  /** Returns the count of a hash; it never falls. */
  long of(long hash) {
    return Integer.toUnsignedLong(counters.get((int) hash & mask)) + all.get();
  }

  void changed(long hash) {
    counters.incrementAndGet((int) hash & mask);
  }

  void everythingChanged() {
    all.incrementAndGet();
  }
}
