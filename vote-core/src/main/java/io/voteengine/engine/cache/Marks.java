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
    return new Noted(place, now, changes(place), drops(place));
  }

  Noted unread(Place place, long now) {
    return Noted.unread(place, now, drops(place));
  }

  /** Returns whether nothing has been reported since. */
  boolean isUnchanged(Noted noted) {
    return noted.changes() == changes(noted.place()) && isKept(noted);
  }

  /** Returns whether the copy has not been dropped since. */
  boolean isKept(Noted noted) {
    return noted.drops() == drops(noted.place());
  }

  private long changes(Place place) {
    return changes.of(place.own()) + corrections.of(place.subject());
  }

  private long drops(Place place) {
    return drops.of(place.subject()) + drops.of(place.poll());
  }
}
