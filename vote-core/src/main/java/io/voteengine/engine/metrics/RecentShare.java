package io.voteengine.engine.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/** A share of something in about the last minute, of two numbers that only grow. */
final class RecentShare {
  /** As many as in {@link RecentTimes}. */
  private static final int TICKS = 6;

  /** The numbers at a tick. */
  private record Counts(long some, long all) {}

  private final LongSupplier some;
  private final LongSupplier all;
  private final Deque<Counts> ticks = new ArrayDeque<>();

  /**
   * @param some how many are counted; read first, and so never more than all
   */
  RecentShare(LongSupplier some, LongSupplier all) {
    this.some = some;
    this.all = all;
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
    long counted = some.getAsLong();
    return new Counts(counted, all.getAsLong());
  }

  /** Returns the share, 0 to 1; empty when there was nothing. */
  synchronized OptionalDouble of() {
    Counts before = ticks.getFirst();
    Counts now = now();
    long total = now.all() - before.all();
    long counted = Math.min(now.some() - before.some(), total);
    return total == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) counted / total);
  }
}
