package io.voteengine.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.engine.live.hint.IdHash;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.engine.live.topic.SubjectTracker;
import io.voteengine.engine.live.topic.Tracker;
import io.voteengine.live.Interest;
import io.voteengine.live.KnownVersion;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.SharedUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Topics and their trackers: order of versions, coming and going of watchers. */
class TopicTest {
  private static final SubjectId SUBJECT = SubjectId.of("posts", "1");

  private final Offline offline = new Offline();
  private final SubjectTopic topic = new SubjectTopic(SUBJECT, 1, 0, new ShownToAll());

  private static Tally tally(long epoch, long version) {
    return new Tally(version, 0, epoch, version);
  }

  private static List<LiveUpdate> collect(Tracker tracker) {
    List<SharedUpdate> updates = new ArrayList<>();
    tracker.collect(updates);
    return updates.stream().map(SharedUpdate::update).toList();
  }

  private SubjectTracker tracker(@Nullable KnownVersion known) {
    return new SubjectTracker(offline.subscription(null), topic, true, known);
  }

  @Test
  void olderCountsAreIgnoredWhateverTheirSource() {
    assertThat(topic.offer(tally(1, 5), true)).isTrue();
    assertThat(topic.offer(tally(1, 4), true)).isFalse();
    assertThat(topic.offer(tally(1, 5), true)).isFalse();
    assertThat(topic.offer(tally(2, 1), false)).isTrue();
    assertThat(topic.offer(tally(1, 9), true)).isFalse();
    assertThat(topic.offer(tally(2, 1), true)).as("known to be exact now").isTrue();
    assertThat(topic.offer(tally(2, 1), false)).isFalse();
  }

  @Test
  void subscriberGetsEachVersionOnce() {
    SubjectTracker tracker = tracker(null);
    assertThat(collect(tracker)).isEmpty();
    topic.offer(tally(1, 5), true);
    assertThat(collect(tracker)).as("not published yet").isEmpty();
    assertThat(topic.publish()).isTrue();
    assertThat(collect(tracker)).hasSize(1);
    assertThat(collect(tracker)).isEmpty();
    assertThat(topic.publish()).isFalse();
  }

  @Test
  void knownVersionHidesOlderOnesOnly() {
    SubjectTracker tracker = tracker(new KnownVersion(1, 5));
    for (long version = 4; version <= 5; version++) {
      topic.offer(tally(1, version), true);
      topic.publish();
      assertThat(collect(tracker)).isEmpty();
    }
    tracker.know(new KnownVersion(1, 7));
    tracker.know(new KnownVersion(1, 2));
    topic.offer(tally(1, 7), true);
    topic.publish();
    assertThat(collect(tracker)).isEmpty();
    topic.offer(tally(1, 8), false);
    topic.publish();
    assertThat(collect(tracker)).hasSize(1);
  }

  @Test
  void updateThatDidNotArriveComesAgain() {
    SubjectTracker tracker = tracker(null);
    topic.offer(tally(1, 5), true);
    topic.publish();
    assertThat(collect(tracker)).hasSize(1);
    tracker.undo();
    topic.offer(tally(1, 6), true);
    topic.publish();
    assertThat(collect(tracker)).containsExactly(new LiveUpdate.Counts(SUBJECT, tally(1, 6), true));
  }

  @Test
  void watchersComeAndGoInAnyOrder() {
    List<SubjectTracker> trackers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      trackers.add(tracker(null));
      assertThat(topic.add(trackers.get(i))).isTrue();
    }
    for (int i = 0; i < 99; i++) {
      SubjectTracker leaving = trackers.remove((i * 37) % trackers.size());
      assertThat(topic.remove(leaving)).isFalse();
      assertThat(topic.remove(leaving)).as("twice").isFalse();
      assertThat(topic.trackers()).hasSameElementsAs(trackers);
    }
    assertThat(topic.remove(trackers.get(0))).as("the last one").isTrue();
    assertThat(topic.add(trackers.get(0))).as("the topic has retired").isFalse();
  }

  @Test
  void topicWithManyWatchersIsPublishedLessOften() {
    long tick = Duration.ofMillis(50).toNanos();
    assertThat(topic.pauseNanos(tick)).isEqualTo(tick);
    for (int i = 0; i < 20_000; i++) {
      topic.add(tracker(null));
    }
    assertThat(topic.pauseNanos(tick)).isEqualTo(Duration.ofMillis(200).toNanos());
    for (int i = 0; i < 180_000; i++) {
      topic.add(tracker(null));
    }
    assertThat(topic.pauseNanos(tick))
        .as("never longer")
        .isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void changesOfATickAreOneUpdate() {
    FanOut fanOut = new FanOut(Duration.ofHours(1).toNanos());
    fanOut.offer(topic, tally(1, 1), true);
    fanOut.offer(topic, tally(1, 2), true);
    assertThat(topic.published()).isNull();
    fanOut.run();
    SharedUpdate first = topic.published();
    assertThat(first).isNotNull();
    assertThat(first.update()).isEqualTo(new LiveUpdate.Counts(SUBJECT, tally(1, 2), true));
    fanOut.offer(topic, tally(1, 3), true);
    fanOut.run();
    assertThat(topic.published()).as("its pause is not over").isSameAs(first);
  }

  @Test
  void nothingIsLeftOfWhatNobodyWatches() {
    OpenSubscription subscription = offline.subscription(null);
    subscription.track(
        List.of(
            Interest.subject(SUBJECT),
            Interest.poll("posts"),
            Interest.pollState("posts"),
            Interest.channel("c")));
    assertThat(offline.topics.isEmpty()).isFalse();
    assertThat(offline.topics.isWatched(0)).isTrue();
    subscription.untrack(List.of(Interest.poll("posts")));
    assertThat(offline.topics.findPoll("posts")).isNull();
    assertThat(offline.topics.find(Interest.pollState("posts"))).isNotNull();
    subscription.close();
    assertThat(offline.topics.isEmpty()).isTrue();
    assertThat(offline.topics.isWatched(0)).isFalse();
    assertThat(offline.topics.find(IdHash.of(SUBJECT))).isNull();
  }
}
