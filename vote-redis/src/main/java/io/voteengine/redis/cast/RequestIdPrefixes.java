package io.voteengine.redis.cast;

import java.nio.ByteBuffer;

/**
 * Finds the upper halves of request ids that many votes share, like all ids made by one engine. The
 * store keeps a number for such a half. Request ids that hosts make share none. Safe for use by
 * many threads: a lost update costs a few bytes in the store.
 */
final class RequestIdPrefixes {
  private static final byte[] NONE = {};

  private volatile long last;

  /**
   * Returns the upper half that two consecutive votes share, up to the end of this batch; an empty
   * array when there is none.
   */
  byte[] sharedIn(CastBatch batch) {
    byte[] shared = NONE;
    for (PendingCast cast : batch.casts()) {
      long maker = cast.vote().requestId().value().getMostSignificantBits();
      if (maker == last) {
        shared = ByteBuffer.allocate(Long.BYTES).putLong(maker).array();
      }
      last = maker;
    }
    return shared;
  }
}
