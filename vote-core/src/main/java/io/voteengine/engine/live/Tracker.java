package io.voteengine.engine.live;

import io.voteengine.live.SharedUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subscription's interest in one topic, and what the subscription has got of it. Except for
 * {@link #index}, its state is guarded by the subscription's lock.
 */
abstract class Tracker {
  final OpenSubscription subscription;

  /** Its place among the topic's trackers, guarded by the topic's lock; -1: it is not there. */
  int index = -1;

  /** Whether it is in the subscription's dirty set. */
  boolean dirty;

  Tracker(OpenSubscription subscription) {
    this.subscription = subscription;
  }

  abstract Topic topic();

  /** Adds the updates that the subscription lacks, and counts them as got. */
  abstract void collect(List<SharedUpdate> updates);

  /** Takes back the last {@link #collect}: its updates did not arrive. */
  abstract void undo();

  /** The interest in a topic of which only the newest update counts. */
  static final class Newest extends Tracker {
    private final NewestTopic topic;
    private @Nullable SharedUpdate sent;

    Newest(OpenSubscription subscription, NewestTopic topic) {
      super(subscription);
      this.topic = topic;
    }

    @Override
    Topic topic() {
      return topic;
    }

    @Override
    void collect(List<SharedUpdate> updates) {
      SharedUpdate newest = topic.published();
      if (newest != null && newest != sent) {
        updates.add(sent == null ? topic.snapshot(newest) : newest);
        sent = newest;
      }
    }

    @Override
    void undo() {
      sent = null;
    }
  }
}
