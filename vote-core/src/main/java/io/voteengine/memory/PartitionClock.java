package io.voteengine.memory;

import io.voteengine.util.Micros;
import java.time.InstantSource;

/** A partition's clocks, in microseconds. Guarded by the partition's lock. */
final class PartitionClock {
  private final InstantSource source;
  private final SteadyTime steadyTime = new SteadyTime();
  private long now;
  private long reached;
  private long steady;
  private long lastCastAt;

  PartitionClock(InstantSource source) {
    this.source = source;
  }

  /**
   * Reads the clock. {@link #reached()} and {@link #steady()} do not change until the next reading.
   */
  void read() {
    now = Micros.of(source.instant());
    reached = Math.max(reached, now);
    steady = steadyTime.at(now);
  }

  /** Returns the latest time that the clock has shown, by which polls open and close. */
  long reached() {
    return reached;
  }

  long steady() {
    return steady;
  }

  /**
   * Returns the time of a new vote or marker: later than all times that this clock has given, and
   * later than the one that its caller has seen.
   */
  long next(long seen) {
    lastCastAt = Math.max(now, Math.max(lastCastAt, seen) + 1);
    return lastCastAt;
  }

  /** Returns an upper bound of the times that this clock has given to votes. */
  long latest() {
    return Math.max(now, lastCastAt);
  }
}
