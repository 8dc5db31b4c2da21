package io.voteengine.engine.live;

import io.voteengine.VoterId;
import io.voteengine.engine.live.topic.OwnTracker;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.engine.live.topic.Topic;
import io.voteengine.engine.live.topic.Topics;
import io.voteengine.live.LiveOptions;
import io.voteengine.live.LiveSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Subscriptions without an engine: nothing is read. */
final class Offline {
  final Topics topics = new Topics(1, subject -> 0, Duration.ofMinutes(5), new ShownToAll());
  final Delivery delivery =
      new Delivery(Executors.newScheduledThreadPool(0), LiveOptions.defaults());

  private final Watching nothing =
      new Watching() {
        @Override
        public void read(SubjectTopic topic) {}

        @Override
        public void readOwn(OpenSubscription subscription, List<OwnTracker> trackers) {}

        @Override
        public void began(Topic topic) {}
      };

  OpenSubscription subscription(@Nullable VoterId voter) {
    return subscription(voter, new LiveSubscriber() {});
  }

  OpenSubscription subscription(@Nullable VoterId voter, LiveSubscriber subscriber) {
    return new OpenSubscription(voter, new SubscriberSink(subscriber), delivery, topics, nothing);
  }
}
