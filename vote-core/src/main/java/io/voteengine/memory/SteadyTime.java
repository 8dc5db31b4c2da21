package io.voteengine.memory;

/**
 * The store's clock without its steps back, for limits and idleness; in microseconds.
 *
 * <p>While the clock is behind where it once was, time passes at its pace: nobody waits longer for
 * a permit. When it returns in one leap to where it was, the leap does not count: nobody is handed
 * fresh permits. A leap ahead of everything seen cannot be told from a pause, and counts.
 */
final class SteadyTime {
  private long now;
  private long ahead;

  /** Every reading of the clock must pass here, lest a step back goes unnoticed. */
  long at(long clock) {
    now = Math.max(now, clock >= now ? clock : clock + ahead);
    ahead = now - clock;
    return now;
  }
}
