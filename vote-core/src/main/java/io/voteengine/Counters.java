package io.voteengine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What this engine has counted since it was built. Nothing is counted on the way of a good vote.
 */
final class Counters {
  private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(10);

  final LongAdder corrections = new LongAdder();
  final LongAdder recoveries = new LongAdder();
  final LongAdder quarantined = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder failedLoads = new LongAdder();

  /** The partitions that are served from the ledger now. */
  final Set<Integer> degraded = ConcurrentHashMap.newKeySet();

  private final LongAdder backlogFull = new LongAdder();
  private volatile @Nullable Long lastBacklogFull;
  private volatile @Nullable Long lastRefusedByStore;

  void refusedByStore() {
    lastRefusedByStore = System.nanoTime();
  }

  void accepted() {
    if (lastRefusedByStore != null) {
      lastRefusedByStore = null;
    }
  }

  /** Votes were refused for the store's sake lately, and none was accepted since. */
  boolean storeRefuses() {
    return isLately(lastRefusedByStore);
  }

  void refusedForBacklog() {
    backlogFull.increment();
    lastBacklogFull = System.nanoTime();
  }

  long backlogFull() {
    return backlogFull.sum();
  }

  boolean backlogWasFullLately() {
    return isLately(lastBacklogFull);
  }

  private static boolean isLately(@Nullable Long last) {
    return last != null && System.nanoTime() - last < LATELY_NANOS;
  }
}
