package io.voteengine.tck.store.model;

import io.voteengine.RateLimit;

/**
 * A rate limit in another form than the stores': a bucket that is filled at an even rate up to its
 * brim, and from which each attempt takes a portion.
 *
 * @param portion microseconds of filling that one permit takes
 * @param brim microseconds of filling that all permits take
 * @param filling the present content
 * @param time the time of that content
 */
public record TokenBucket(long portion, long brim, long filling, long time) {
  public static TokenBucket full(RateLimit limit, long time) {
    long portion = Math.floorDiv(limit.per().toNanos() / 1000 - 1, (long) limit.permits()) + 1;
    return new TokenBucket(portion, portion * limit.permits(), portion * limit.permits(), time);
  }

  public TokenBucket at(long later) {
    return new TokenBucket(portion, brim, Math.min(brim, filling + later - time), later);
  }

  public long missing() {
    return portion - filling;
  }

  public boolean isFull() {
    return filling == brim;
  }

  public TokenBucket taken() {
    return new TokenBucket(portion, brim, filling - portion, time);
  }
}
