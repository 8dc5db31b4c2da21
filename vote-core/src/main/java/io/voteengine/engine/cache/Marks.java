package io.voteengine.engine.cache;

/**
 * Notes what is known before a read of one kind, and tells afterwards whether a copy may still be
 * used. Safe for use by many threads.
 *
 * @param changes changes of what is copied
 * @param corrections corrections of subjects, which may change anything of them
 * @param drops copies that were dropped by hand, by subject and by poll
 */
record Marks(Generations changes, Generations corrections, Generations drops) {
  Noted note(Place place, long now) {
    return Noted.of(
        place, now, changes(place.own(), place.subject()), drops(place.subject(), place.poll()));
  }

  Noted unread(Place place, long now) {
    return Noted.unread(place, now, drops(place.subject(), place.poll()));
  }

  /** Returns whether no change has been reported since. */
  boolean isUnchanged(Noted noted) {
    return noted.changes() == changes(noted.own(), noted.subject());
  }

  /** Returns whether neither a change nor a drop has been reported since. */
  boolean isCurrent(Noted noted) {
    return isUnchanged(noted) && isKept(noted);
  }

  /** Returns whether the copy has not been dropped since. */
  boolean isKept(Noted noted) {
    return noted.drops() == drops(noted.subject(), noted.poll());
  }

  private long changes(long own, long subject) {
    return changes.of(own) + corrections.of(subject);
  }

  private long drops(long subject, long poll) {
    return drops.of(subject) + drops.of(poll);
  }
}
