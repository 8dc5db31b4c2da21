package io.voteengine.engine.live;

import io.voteengine.live.Interest;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.SharedUpdate;
import org.jspecify.annotations.Nullable;

/** A topic of which only the newest update counts. Safe for use by many threads. */
class NewestTopic extends Topic {
  /** By which it is found. */
  final Interest interest;

  private volatile @Nullable LiveUpdate newest;
  private volatile @Nullable SharedUpdate published;

  NewestTopic(Interest interest) {
    this.interest = interest;
  }

  /** Sets the newest update; it is published at the next tick. */
  final void set(LiveUpdate update) {
    newest = update;
  }

  final @Nullable SharedUpdate published() {
    return published;
  }

  /** Returns what a new watcher gets instead of an update that was published before it came. */
  SharedUpdate snapshot(SharedUpdate update) {
    return update;
  }

  @Override
  final boolean publish() {
    LiveUpdate update = newest;
    SharedUpdate before = published;
    if (update == null || (before != null && before.update().equals(update))) {
      return false;
    }
    published = new SharedUpdate(update);
    return true;
  }

  @Override
  final boolean isPublished() {
    return published != null;
  }
}
