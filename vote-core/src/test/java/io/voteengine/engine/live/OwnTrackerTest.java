package io.voteengine.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.engine.live.topic.OwnTracker;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.live.KnownVersion;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.LiveUpdate.OwnChoice;
import io.voteengine.live.LiveUpdate.VoteWithdrawn;
import io.voteengine.live.SharedUpdate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnTrackerTest {
  private static final SubjectId SUBJECT = SubjectId.of("posts", "1");

  private final SubjectTopic topic = new SubjectTopic(SUBJECT, 1, 0);
  private final OpenSubscription subscription = new Offline().subscription(VoterId.of("ada"));
  private final OwnTracker tracker = new OwnTracker(subscription, topic, true, null);

  private static KnownVersion version(long version) {
    return new KnownVersion(1, version);
  }

  private static List<LiveUpdate> collect(OwnTracker tracker) {
    List<SharedUpdate> updates = new ArrayList<>();
    tracker.collect(updates);
    return updates.stream().map(SharedUpdate::update).toList();
  }

  @Test
  void choiceOfAnOlderVersionIsIgnored() {
    assertThat(tracker.offer(Choice.UP, version(5))).isTrue();
    assertThat(tracker.offer(Choice.DOWN, version(4))).isFalse();
    assertThat(collect(tracker)).containsExactly(new OwnChoice(SUBJECT, Choice.UP, version(5)));
    assertThat(tracker.offer(Choice.UP, version(6))).as("the same choice").isFalse();
    assertThat(collect(tracker)).isEmpty();
    assertThat(tracker.offer(Choice.NONE, version(7))).isTrue();
    assertThat(collect(tracker)).containsExactly(new OwnChoice(SUBJECT, Choice.NONE, version(7)));
  }

  @Test
  void choiceComesWithCountsThatIncludeIt() {
    topic.offer(new Tally(1, 0, 1, 1), true);
    topic.publish();
    assertThat(collect(tracker)).hasSize(1);
    Tally withMine = new Tally(2, 0, 1, 2);
    topic.offer(withMine, true);
    tracker.offer(Choice.UP, version(2));
    assertThat(collect(tracker))
        .as("before the subject's turn")
        .containsExactly(
            new LiveUpdate.Counts(SUBJECT, withMine, true),
            new OwnChoice(SUBJECT, Choice.UP, version(2)));
    topic.publish();
    assertThat(collect(tracker)).as("the same counts again").isEmpty();
  }

  @Test
  void knownVersionIncludesTheChoiceOfThatVersion() {
    OwnTracker knowing = new OwnTracker(subscription, topic, true, version(5));
    assertThat(knowing.offer(Choice.UP, version(5))).isFalse();
    assertThat(collect(knowing)).isEmpty();
    assertThat(knowing.offer(Choice.DOWN, version(6))).isTrue();
    OwnTracker behind = new OwnTracker(subscription, topic, true, version(4));
    assertThat(behind.offer(Choice.NONE, version(5))).as("it may have had another").isTrue();
  }

  @Test
  void countsThatCameFirstDoNotHideTheChoiceOfTheirVersion() {
    topic.offer(new Tally(1, 0, 1, 5), true);
    topic.publish();
    assertThat(collect(tracker)).as("another reader's read was faster").hasSize(1);
    assertThat(tracker.offer(Choice.UP, version(5))).isTrue();
    assertThat(collect(tracker)).containsExactly(new OwnChoice(SUBJECT, Choice.UP, version(5)));
  }

  @Test
  void withdrawnVoteIsToldOnceAndTheChoiceTakenBack() {
    VoteWithdrawn vote =
        new VoteWithdrawn(
            SUBJECT, RequestId.named("r"), Choice.UP, VoteWithdrawn.Reason.QUARANTINED);
    tracker.offer(Choice.UP, version(5));
    collect(tracker);
    tracker.withdrawn(vote);
    assertThat(collect(tracker)).containsExactly(vote);
    tracker.undo();
    assertThat(collect(tracker)).as("it did not arrive").containsExactly(vote);
    tracker.offer(Choice.NONE, version(1_000));
    assertThat(collect(tracker))
        .containsExactly(new OwnChoice(SUBJECT, Choice.NONE, version(1_000)));
  }

  @Test
  void choiceThatDidNotArriveComesAgain() {
    tracker.offer(Choice.UP, version(5));
    assertThat(collect(tracker)).hasSize(1);
    tracker.undo();
    tracker.offer(Choice.DOWN, version(6));
    assertThat(collect(tracker)).containsExactly(new OwnChoice(SUBJECT, Choice.DOWN, version(6)));
  }
}
