package io.voteengine.memory;

import io.voteengine.Micros;
import java.time.InstantSource;

/** A partition's views of time, in microseconds. Guarded by the partition's lock. */
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
   * Reads the clock; {@link #reached()} and {@link #steady()} stand still until the next reading.
   */
  void read() {
    now = Micros.of(source.instant());
    reached = Math.max(reached, now);
    steady = steadyTime.at(now);
  }

  /** The latest time that the clock has shown, by which polls open and close. */
  long reached() {
    return reached;
  }

  long steady() {
    return steady;
  }

  /** The time of a vote or marker: above all times of the partition, and above the one named. */
  long next(long above) {
    lastCastAt = Math.max(now, Math.max(lastCastAt, above) + 1);
    return lastCastAt;
  }

  /** The time that a vote brings along. */
  long given(long castAt) {
    lastCastAt = Math.max(lastCastAt, castAt);
    return castAt;
  }
}
