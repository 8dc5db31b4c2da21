package io.voteengine.engine.health;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many casts of the last ten seconds failed because of the store or the ledger. Safe for
 * use by many threads; a cast that ends while a second begins may be counted twice or not at all.
 */
public final class FailureShare {
  /** The number of seconds that are counted. */
  static final int SECONDS = 10;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * The counts of the last seconds.
   *
   * @param ended casts that ended, whatever the answer
   * @param store those of them that failed because of the store
   * @param ledger those of them that failed because of the ledger
   */
  record Count(long ended, long store, long ledger) {
    double failing() {
      return ended == 0 ? 0 : (double) (store + ledger) / ended;
    }
  }

  private static final class Second {
    final long number;
    final LongAdder ended = new LongAdder();
    final LongAdder store = new LongAdder();
    final LongAdder ledger = new LongAdder();

    Second(long number) {
      this.number = number;
    }
  }

  private final LongSupplier nanos;
  private final AtomicReferenceArray<@Nullable Second> seconds =
      new AtomicReferenceArray<>(SECONDS);

  /** Number of the partition where a cast failed last; -1: none. */
  private volatile int lastFailed = -1;

  FailureShare() {
    this(System::nanoTime);
  }

  /**
   * @param nanos a clock as {@link System#nanoTime}
   */
  FailureShare(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Records a cast that succeeded.
   *
   * @param nanoTime the present time, from a caller that has just read the clock
   */
  public void succeeded(long nanoTime) {
    at(nanoTime).ended.increment();
  }

  public void storeFailed(int partition) {
    Second now = now();
    now.ended.increment();
    now.store.increment();
    lastFailed = partition;
  }

  public void ledgerFailed(int partition) {
    Second now = now();
    now.ended.increment();
    now.ledger.increment();
    lastFailed = partition;
  }

  private Second now() {
    return at(nanos.getAsLong());
  }

  private Second at(long nanoTime) {
    long number = Math.floorDiv(nanoTime, SECOND_NANOS);
    int place = (int) Math.floorMod(number, (long) SECONDS);
    Second known = seconds.get(place);
    while (known == null || known.number != number) {
      seconds.compareAndSet(place, known, new Second(number));
      known = seconds.get(place);
    }
    return known;
  }

  private long second() {
    return Math.floorDiv(nanos.getAsLong(), SECOND_NANOS);
  }

  Count count() {
    long ended = 0;
    long store = 0;
    long ledger = 0;
    for (int i = 0; i < SECONDS; i++) {
      Second second = seconds.get(i);
      if (second != null && second() - second.number < SECONDS) {
        ended += second.ended.sum();
        store += second.store.sum();
        ledger += second.ledger.sum();
      }
    }
    return new Count(ended, store, ledger);
  }

  /** Returns the partition of the last failure since {@link #forget}; -1: none. */
  int lastFailed() {
    return lastFailed;
  }

  /** Returns whether no cast has ended in this second and the one before. */
  boolean isIdle() {
    long now = second();
    for (int i = 0; i < SECONDS; i++) {
      Second second = seconds.get(i);
      if (second != null && now - second.number < 2) {
        return false;
      }
    }
    return true;
  }

  /** Resets the counts, because what failed works now. */
  public void forget() {
    for (int i = 0; i < SECONDS; i++) {
      seconds.set(i, null);
    }
    lastFailed = -1;
  }
}
