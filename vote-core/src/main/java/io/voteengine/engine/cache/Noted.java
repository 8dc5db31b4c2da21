package io.voteengine.engine.cache;

/**
 * What was known when the read of a copy began: then the copy has every change that was reported
 * before. It holds the numbers of its {@link Place} itself, since every read of a copy needs them.
 *
 * @param own see {@link Place}
 * @param subject see {@link Place}
 * @param poll see {@link Place}
 * @param nanos when, on the clock of the cache
 * @param changes how many changes had been reported
 * @param drops how many times copies had been dropped
 */
record Noted(long own, long subject, long poll, long nanos, long changes, long drops) {
  /** A count of changes that no copy which was read has. */
  private static final long NONE = -1;

  /** Far enough in the past that no read uses the copy; far from overflowing. */
  private static final long AGES = Long.MAX_VALUE / 4;

  static Noted of(Place place, long now, long changes, long drops) {
    return new Noted(place.own(), place.subject(), place.poll(), now, changes, drops);
  }

  /**
   * Of a copy that was not read, but came with the answer to a vote: other changes may have been
   * reported while the answer was on its way. It is a lower bound for the reads that come.
   */
  static Noted unread(Place place, long now, long drops) {
    return of(place, now - AGES, NONE, drops);
  }

  /** Returns which of two notes of the same place is later. */
  Noted later(Noted other) {
    if (other.changes != changes) {
      return other.changes > changes ? other : this;
    }
    return other.nanos - nanos >= 0 ? other : this;
  }
}
