package io.voteengine.engine.live.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.live.LiveUpdate.PollState;
import io.voteengine.live.LiveUpdate.PollState.Occasion;
import io.voteengine.live.LiveUpdate.PollState.Stage;
import io.voteengine.spi.PollSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PollTopicTest {
  private static final Instant NOON = Instant.parse("2024-01-15T12:00:00Z");
  private static final Poll RULES = Poll.named("p").opensAt(NOON).closesAt(NOON.plusSeconds(3_600));

  private final PollTopic topic = new PollTopic("p", Duration.ofMinutes(5));

  private static PollSnapshot open(Poll rules, long revision) {
    return new PollSnapshot(rules, PollSnapshot.State.OPEN, false, revision);
  }

  private void assertNotified(Stage stage, Occasion occasion) {
    assertThat(topic.publish()).isTrue();
    PollState state = (PollState) Objects.requireNonNull(topic.published()).update();
    assertThat(state.stage()).isEqualTo(stage);
    assertThat(state.occasion()).isEqualTo(occasion);
  }

  @Test
  void clockLeadsThroughTheStages() {
    assertThat(topic.look(NOON)).as("nothing is recorded").isFalse();
    assertThat(topic.offer(open(RULES, 0), NOON.minusSeconds(1))).isTrue();
    assertNotified(Stage.AHEAD, Occasion.SNAPSHOT);
    assertThat(topic.look(NOON)).isTrue();
    assertNotified(Stage.OPEN, Occasion.OPENED);
    assertThat(topic.look(NOON.plusSeconds(3_299))).isFalse();
    assertThat(topic.look(NOON.plusSeconds(3_300))).isTrue();
    assertNotified(Stage.CLOSING_SOON, Occasion.CLOSING_SOON);
    assertThat(topic.look(NOON.plusSeconds(3_600))).isTrue();
    assertNotified(Stage.CLOSED, Occasion.CLOSED);
  }

  @Test
  void clockThatStepsBackOpensNothingAgain() {
    topic.offer(open(RULES, 0), NOON.plusSeconds(3_600));
    assertNotified(Stage.CLOSED, Occasion.SNAPSHOT);
    assertThat(topic.look(NOON.plusSeconds(1))).isFalse();
    assertThat(topic.offer(open(RULES, 0), NOON.plusSeconds(1))).isFalse();
  }

  @Test
  void laterCloseIsAChangeOfRules() {
    topic.offer(open(RULES, 0), NOON.plusSeconds(3_400));
    assertNotified(Stage.CLOSING_SOON, Occasion.SNAPSHOT);
    Poll later = RULES.closesAt(NOON.plusSeconds(7_200));
    assertThat(topic.offer(open(later, 5), NOON.plusSeconds(3_401))).isTrue();
    assertNotified(Stage.OPEN, Occasion.RULES_CHANGED);
    assertThat(topic.offer(open(RULES, 4), NOON.plusSeconds(3_402))).as("late read").isFalse();
  }

  @Test
  void sealedPollIsFinal() {
    topic.offer(open(RULES, 0), NOON);
    assertNotified(Stage.OPEN, Occasion.SNAPSHOT);
    topic.offer(new PollSnapshot(RULES, PollSnapshot.State.CLOSING, false, 1), NOON);
    assertNotified(Stage.CLOSED, Occasion.CLOSED);
    topic.offer(new PollSnapshot(RULES, PollSnapshot.State.SEALED, true, 1), NOON);
    assertNotified(Stage.SEALED, Occasion.SEALED);
    assertThat(topic.look(NOON)).isFalse();
  }
}
