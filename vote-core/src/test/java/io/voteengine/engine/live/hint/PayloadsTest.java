package io.voteengine.engine.live.hint;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.live.LiveUpdate.Payload;
import io.voteengine.tck.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PayloadsTest {
  private final MovableClock clock = new MovableClock();
  private final Payloads one = new Payloads(1, clock);
  private final Payloads two = new Payloads(2, clock);

  @Test
  void laterPayloadIsNewerAlsoWhenTheClockStepsBack() {
    Hint.Published first = one.publish("c", "1");
    clock.move(Duration.ofHours(-1));
    Hint.Published second = one.publish("c", "2");
    assertThat(second.stamp()).isGreaterThan(first.stamp());
    assertThat(two.offer(second)).isTrue();
    assertThat(two.offer(first)).as("it comes late").isFalse();
    assertThat(two.offer(second)).as("it comes twice").isFalse();
    assertThat(two.newest("c")).isEqualTo(second.payload());
    Hint.Published third = two.publish("c", "3");
    assertThat(one.offer(third)).as("published by a clock that is behind").isTrue();
    assertThat(third.payload().publishedAt()).isAfter(second.payload().publishedAt());
  }

  @Test
  void nodesAgreeWhenTwoPublishAtTheSameMoment() {
    Hint.Published here = one.publish("c", "here");
    Hint.Published there = two.publish("c", "there");
    one.offer(there);
    two.offer(here);
    assertThat(one.newest("c")).isNotNull().isEqualTo(two.newest("c"));
  }

  @Test
  void questionIsAnsweredByWhatIsNewer() {
    one.publish("a", "1");
    Hint.Published known = two.publish("b", "2");
    one.offer(known);
    Hint.Asked question = two.question(List.of("a", "b", "none"));
    assertThat(one.newerThan(question)).hasSize(1);
    assertThat(one.newerThan(question).get(0).payload().json()).isEqualTo("1");
    assertThat(two.newerThan(question)).isEmpty();
  }

  @Test
  void oldestChannelsAreForgotten() {
    for (int i = 0; i < 10_001; i++) {
      one.publish("c" + i, "x");
    }
    assertThat(one.newest("c0")).isNull();
    Payload last = Objects.requireNonNull(one.newest("c10000"));
    assertThat(last.json()).isEqualTo("x");
  }
}
