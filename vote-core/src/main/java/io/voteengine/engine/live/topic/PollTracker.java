package io.voteengine.engine.live.topic;

import io.voteengine.live.SharedUpdate;
import java.util.List;

/** A subscription's interest in all subjects of a poll; the counts come by their own trackers. */
public final class PollTracker extends Tracker {
  private final PollSubjectsTopic topic;

  public PollTracker(DirtySet subscription, PollSubjectsTopic topic) {
    super(subscription);
    this.topic = topic;
  }

  @Override
  public Topic topic() {
    return topic;
  }

  @Override
  public void collect(List<SharedUpdate> updates) {}

  @Override
  public void undo() {}
}
