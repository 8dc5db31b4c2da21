package io.voteengine.engine.live.topic;

import io.voteengine.live.SharedUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The interest in a topic of which only the newest update counts. */
public final class NewestTracker extends Tracker {
  private final NewestTopic topic;
  private @Nullable SharedUpdate sent;

  public NewestTracker(DirtySet subscription, NewestTopic topic) {
    super(subscription);
    this.topic = topic;
  }

  @Override
  public Topic topic() {
    return topic;
  }

  @Override
  public void collect(List<SharedUpdate> updates) {
    SharedUpdate newest = topic.published();
    if (newest != null && newest != sent) {
      updates.add(sent == null ? topic.snapshot(newest) : newest);
      sent = newest;
    }
  }

  @Override
  public void undo() {
    sent = null;
  }
}
