package io.voteengine.bench.live;

import io.voteengine.live.LiveSubscriber;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.SharedUpdate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long each vote on one subject took from the moment at which it was due to each of some
 * subscribers: the first update whose version includes it. Safe for use by many threads.
 */
final class DeliveryTimes {
  /** Versions beyond this many are not measured. */
  private static final int MOST = 2_000_000;

  final LongAdder calls = new LongAdder();
  private final AtomicLongArray due = new AtomicLongArray(MOST);
  private final Histogram took = new ConcurrentHistogram(3);

  /** Notes when the vote was due that gave the subject a version. */
  void voted(long version, long dueNanos) {
    if (version < MOST) {
      due.set((int) version, dueNanos);
    }
  }

  /** A subscriber that counts calls only. */
  LiveSubscriber counting() {
    return new LiveSubscriber() {
      @Override
      public void onUpdates(List<SharedUpdate> updates) {
        calls.increment();
      }
    };
  }

  /** A subscriber that also measures. */
  LiveSubscriber measuring() {
    return new LiveSubscriber() {
      private long before = -1;

      @Override
      public void onUpdates(List<SharedUpdate> updates) {
        calls.increment();
        long now = System.nanoTime();
        for (SharedUpdate update : updates) {
          if (update.update() instanceof LiveUpdate.Counts counts) {
            delivered(before, counts.tally().version(), now);
            before = counts.tally().version();
          }
        }
      }
    };
  }

  private void delivered(long after, long version, long now) {
    for (long v = Math.max(after + 1, 1); after >= 0 && v <= version && v < MOST; v++) {
      long sent = due.get((int) v);
      if (sent != 0) {
        took.recordValue(now - sent);
      }
    }
  }

  /** Forgets what was measured so far. */
  void reset() {
    calls.reset();
    took.reset();
  }

  double millis(double percent) {
    return took.getValueAtPercentile(percent) / 1e6;
  }
}
