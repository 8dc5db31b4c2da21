package io.voteengine.engine.live.topic;

import io.voteengine.live.SharedUpdate;
import java.util.List;

/**
 * One subscription's interest in one topic, and what the subscription has received of it. Except
 * for {@link #index}, its state is guarded by the subscription's lock.
 */
public abstract class Tracker {
  public final DirtySet subscription;

  /** Its place among the topic's trackers, guarded by the topic's lock; -1: it is not there. */
  public int index = -1;

  /** Whether it is in the subscription's dirty set. */
  public boolean dirty;

  public Tracker(DirtySet subscription) {
    this.subscription = subscription;
  }

  public abstract Topic topic();

  /** Adds the updates that the subscription does not have, and counts them as received. */
  public abstract void collect(List<SharedUpdate> updates);

  /** Takes back the last {@link #collect}: its updates did not arrive. */
  public abstract void undo();
}
