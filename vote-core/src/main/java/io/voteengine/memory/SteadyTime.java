package io.voteengine.memory;

/**
 * The store's clock without its steps back, for limits and idleness; in microseconds.
 *
 * <p>While the clock is behind its highest reading, time passes at the clock's pace, so that no
 * voter waits longer for a permit. If the clock returns to its highest reading in one step, that
 * step does not count, so that no voter gets extra permits. A step beyond the highest reading looks
 * the same as a pause, and counts.
 */
final class SteadyTime {
  private long now;
  private long ahead;

  /**
   * Returns the steady time. Every reading of the clock must pass through here, because a step back
   * would go unnoticed otherwise.
   */
  long at(long clock) {
    now = Math.max(now, clock >= now ? clock : clock + ahead);
    ahead = now - clock;
    return now;
  }
}
