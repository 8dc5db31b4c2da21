package io.voteengine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

  @Test
  void momentsAndIntervalAreKeptToTheMicrosecond() {
    Timeline timeline =
        new Timeline(NOON.plusNanos(1_999), NOON.plusNanos(5_999), Duration.ofNanos(1_999));
    assertThat(timeline)
        .isEqualTo(
            new Timeline(NOON.plusNanos(1_000), NOON.plusNanos(5_000), Duration.ofNanos(1_000)));
  }

  @Test
  void wholeIsOneInterval() {
    Instant first = Instant.parse("1700-01-01T00:00:00Z");
    assertThat(Timeline.whole(first, NOON).interval()).isEqualTo(Duration.between(first, NOON));
  }

  @Test
  void whatMakesNoSenseIsRefusedByName() {
    refused("from must be before to", NOON, NOON, Duration.ofHours(1));
    refused("interval", NOON, NOON.plusSeconds(1), Duration.ZERO);
    refused("interval", NOON, NOON.plusSeconds(1), Duration.ofNanos(999));
    refused("interval", NOON, NOON.plusSeconds(10_001), Duration.ofSeconds(1));
    refused("to", NOON, Instant.MAX, Duration.ofSeconds(1));
    assertThat(new Timeline(NOON, NOON.plusSeconds(10_000), Duration.ofSeconds(1))).isNotNull();
  }

  private static void refused(String word, Instant from, Instant to, Duration interval) {
    assertThatThrownBy(() -> new Timeline(from, to, interval))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }
}
