package io.voteengine.engine.live.topic;

import io.voteengine.live.Interest;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.SharedUpdate;
import org.jspecify.annotations.Nullable;

/** A topic of which only the newest update counts. Safe for use by many threads. */
public class NewestTopic extends Topic {
  /** By which it is found. */
  public final Interest interest;

  private volatile @Nullable LiveUpdate newest;
  private volatile @Nullable SharedUpdate published;

  public NewestTopic(Interest interest) {
    this.interest = interest;
  }

  /** Sets the newest update; it is published at the next tick. */
  public final void set(LiveUpdate update) {
    newest = update;
  }

  public final @Nullable SharedUpdate published() {
    return published;
  }

  /** Returns what a new watcher gets instead of an update that was published before it came. */
  public SharedUpdate snapshot(SharedUpdate update) {
    return update;
  }

  @Override
  public final boolean publish() {
    LiveUpdate update = newest;
    SharedUpdate before = published;
    if (update == null || (before != null && before.update().equals(update))) {
      return false;
    }
    published = new SharedUpdate(update);
    return true;
  }

  @Override
  public final boolean isPublished() {
    return published != null;
  }
}
