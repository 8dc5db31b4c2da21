package io.voteengine.engine.cast;

import io.voteengine.spi.VoteServer;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The highest times of votes that this engine has seen in each partition, in microseconds. By them
 * a store gives later times to later votes, and tells a vote that overtook a retry from one that
 * came before it. Safe for use by many threads.
 */
final class SeenTimes {
  private final VoteServer server;
  private final AtomicLongArray seen;

  SeenTimes(int partitions, VoteServer server) {
    this.server = server;
    this.seen = new AtomicLongArray(partitions);
  }

  /** Returns the highest time seen, for a new vote; 0: none. */
  long of(int partition) {
    return seen.get(partition);
  }

  /**
   * Records the time of an answered vote.
   *
   * @param now whether the vote was given that time just now; an old time must not be the first:
   *     every vote since then would seem to have overtaken a retry
   */
  void answered(int partition, long castAt, boolean now) {
    long latest = server.latestTime(partition);
    raise(partition, latest == 0 ? castAt : Math.min(castAt, latest), now);
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
