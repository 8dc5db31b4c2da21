package io.voteengine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What this engine has counted since it was built. */
final class Counters {
  private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(10);

  final LongAdder corrections = new LongAdder();
  final LongAdder recoveries = new LongAdder();
  final LongAdder quarantined = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder failedLoads = new LongAdder();

  /** What became of the last casts. */
  final CallShare casts = new CallShare();

  /** The partitions that are served from the ledger now. */
  final Set<Integer> degraded = ConcurrentHashMap.newKeySet();

  /** Why the last maintenance of the ledger failed; null: it did not. */
  volatile @Nullable Throwable maintenanceFailure;

  private final LongAdder backlogFull = new LongAdder();
  private volatile @Nullable Long lastBacklogFull;

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
