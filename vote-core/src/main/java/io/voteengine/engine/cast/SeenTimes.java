package io.voteengine.engine.cast;

import io.voteengine.spi.VoteServer;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The highest times of votes that this engine has seen in each partition, in microseconds. By them
 * a store gives later times to later votes, and tells a vote that overtook a retry from one that
 * came before it. Safe for use by many threads.
 *
 * <p>Only times that the store's clock has reached may lift the store's times. A time that the
 * ledger gave in degraded mode may be ahead of that clock, so it is kept apart until the store's
 * clock has passed it.
 */
final class SeenTimes {
  private final VoteServer server;
  private final AtomicLongArray seen;

  /** The highest time of a vote that was answered by the ledger, or has come from there. */
  private final AtomicLongArray ofLedger;

  SeenTimes(int partitions, VoteServer server) {
    this.server = server;
    this.seen = new AtomicLongArray(partitions);
    this.ofLedger = new AtomicLongArray(partitions);
  }

  /** Returns the highest time seen, for a new vote; 0: none. */
  long of(int partition) {
    long known = seen.get(partition);
    long fromLedger = ofLedger.get(partition);
    return known == 0 || fromLedger <= known
        ? known
        : Math.max(known, Math.min(fromLedger, server.latestTime(partition)));
  }

  /**
   * Returns whether a choice with a time after this one certainly came after it. That is not so
   * before any time was seen, nor while the voter's choice may be one of this engine's votes that
   * the ledger's clock, ahead of the store's, gave its time.
   *
   * @param time what {@link #of} returned
   */
  boolean orders(int partition, long time) {
    return time != 0 && time >= ofLedger.get(partition);
  }

  /**
   * Records the time of an answered vote.
   *
   * @param byLedger whether the ledger has the vote, so that it may have given the time
   * @param now whether the vote was given that time just now; an old time must not be the first:
   *     every vote since then would seem to have overtaken a retry
   */
  void answered(int partition, long castAt, boolean byLedger, boolean now) {
    long latest = server.latestTime(partition);
    raise(partition, latest == 0 ? castAt : Math.min(castAt, latest), now);
    if (byLedger) {
      ofLedger.accumulateAndGet(partition, castAt, Math::max);
    }
  }

  /** Records that a vote may have been given any time so far. Later votes must get later ones. */
  void unanswered(int partition) {
    raise(partition, server.latestTime(partition), true);
  }

  private void raise(int partition, long castAt, boolean now) {
    seen.accumulateAndGet(
        partition, castAt, (before, time) -> before > 0 || now ? Math.max(before, time) : 0);
  }
}
