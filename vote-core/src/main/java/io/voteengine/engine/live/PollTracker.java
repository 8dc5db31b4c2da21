package io.voteengine.engine.live;

import io.voteengine.live.SharedUpdate;
import java.util.List;

/** A subscription's interest in all subjects of a poll; the counts come by their own trackers. */
final class PollTracker extends Tracker {
  private final PollSubjectsTopic topic;

  PollTracker(OpenSubscription subscription, PollSubjectsTopic topic) {
    super(subscription);
    this.topic = topic;
  }

  @Override
  Topic topic() {
    return topic;
  }

  @Override
  void collect(List<SharedUpdate> updates) {}

  @Override
  void undo() {}
}
