package io.voteengine.sync.flush;

import io.voteengine.spi.EvictReply;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long unused subjects stay in the store, and how often it is asked to forget them. Both depend
 * on the share of the store's memory that is in use. Immutable.
 */
final class EvictionPace {
  /** Up to this share of the memory in use, unused subjects stay as long as they may. */
  private static final double PLENTY = 0.75;

  /** From this share on, they stay no longer than {@link Evictor#SHORTEST}. */
  private static final double SCARCE = 0.95;

  /** The share of the store's time that one node's calls for all partitions together may take. */
  private static final double SHARE = 0.02;

  private static final double SHARE_WHEN_SHORT = 0.1;
  private static final double SHARE_WHILE_IT_HELPS = 0.5;
  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MOST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Duration longest;
  private final int partitions;

  /**
   * @param longest how long an unused subject stays while there is memory
   * @param partitions the number of the store's partitions
   */
  EvictionPace(Duration longest, int partitions) {
    this.longest = longest;
    this.partitions = partitions;
  }

  /** Returns the pause after an answer that took this long. */
  long pauseNanos(long took, EvictReply reply) {
    double pause = took * partitions / share(reply);
    return (long) Math.min(Math.max(pause, LEAST_PAUSE_NANOS), MOST_PAUSE_NANOS);
  }

  private static double share(EvictReply reply) {
    if (reply.memory() <= PLENTY) {
      return SHARE;
    }
    return reply.forgotten() > 0 ? SHARE_WHILE_IT_HELPS : SHARE_WHEN_SHORT;
  }

  /**
   * Returns how long a subject may stay unused. The time falls in equal ratios from the longest,
   * while memory is plenty, to the shortest.
   *
   * @param memory the share of the memory in use
   */
  Duration idle(double memory) {
    double left = Math.min(Math.max((SCARCE - memory) / (SCARCE - PLENTY), 0), 1);
    double ratio = (double) longest.toMillis() / Evictor.SHORTEST.toMillis();
    return Duration.ofMillis(Math.round(Evictor.SHORTEST.toMillis() * Math.pow(ratio, left)));
  }
}
