package io.voteengine.engine.health;

import static java.util.stream.Collectors.toMap;

import io.voteengine.engine.metrics.PathMeters;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The counters of this engine since it was built. */
public final class Counters {
  private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Longer than the longest pause of a reconciler between two attempts. */
  private static final long EVICTED_WITHIN_NANOS = TimeUnit.MINUTES.toNanos(3);

  public final LongAdder corrections = new LongAdder();
  public final LongAdder recoveries = new LongAdder();
  public final LongAdder quarantined = new LongAdder();
  public final LongAdder lost = new LongAdder();
  public final LongAdder failedLoads = new LongAdder();

  /** What the parts of a vote's path measure. */
  public final PathMeters path = new PathMeters();

  /** The outcomes of the last casts. */
  public final FailureShare casts = new FailureShare();

  /** The partitions that are in degraded mode now. */
  public final Set<Integer> degraded = ConcurrentHashMap.newKeySet();

  /** Why the last maintenance of the ledger failed; null: it succeeded. */
  public volatile @Nullable Throwable maintenanceFailure;

  private final LongAdder backlogFull = new LongAdder();
  private volatile @Nullable Long lastBacklogFull;

  /**
   * A failed eviction in a partition.
   *
   * @param at when, on the clock of {@link System#nanoTime()}
   */
  private record NotEvicted(long at, Throwable failure) {}

  private final Map<Integer, NotEvicted> notEvicted = new ConcurrentHashMap<>();

  public void evicted(int partition, @Nullable Throwable failure) {
    if (failure == null) {
      notEvicted.remove(partition);
    } else {
      notEvicted.put(partition, new NotEvicted(System.nanoTime(), failure));
    }
  }

  /**
   * Returns why evictions failed, by partition. Old failures are dropped, because another node may
   * have taken the partition since.
   */
  Map<Integer, Throwable> notEvicted() {
    long now = System.nanoTime();
    notEvicted.values().removeIf(last -> now - last.at() > EVICTED_WITHIN_NANOS);
    return notEvicted.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().failure()));
  }

  public void refusedForBacklog() {
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
