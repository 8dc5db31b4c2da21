package io.voteengine.engine.metrics;

import java.util.ArrayDeque;
import java.util.Deque;

/** The share of the casts of about the last minute that did not fail. */
final class RecentSuccess {
  /** As many as in {@link RecentTimes}. */
  private static final int TICKS = 6;

  /** The counts at a tick. */
  private record Counts(long errors, long total) {}

  private final CastMeters casts;
  private final Deque<Counts> ticks = new ArrayDeque<>();

  RecentSuccess(CastMeters casts) {
    this.casts = casts;
    ticks.add(new Counts(0, 0));
  }

  /** Moves the window on. */
  synchronized void tick() {
    ticks.addLast(now());
    if (ticks.size() > TICKS) {
      ticks.removeFirst();
    }
  }

  private Counts now() {
    long errors = casts.errors();
    return new Counts(errors, casts.total());
  }

  /** Returns the share, 0 to 1; 1 when there were no casts. */
  synchronized double rate() {
    Counts before = ticks.getFirst();
    Counts now = now();
    long total = now.total() - before.total();
    long failed = Math.min(now.errors() - before.errors(), total);
    return total == 0 ? 1 : 1 - (double) failed / total;
  }
}
