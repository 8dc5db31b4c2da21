package io.voteengine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EvictorTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void subjectsAreLeftAloneForLessTheLessMemoryIsLeft() {
    assertThat(Evictor.idle(HOUR, 0)).isEqualTo(HOUR);
    assertThat(Evictor.idle(HOUR, 0.75)).isEqualTo(HOUR);
    assertThat(Evictor.idle(HOUR, 0.85)).isEqualTo(Duration.ofMinutes(1));
    assertThat(Evictor.idle(HOUR, 0.95)).isEqualTo(Evictor.SHORTEST);
    assertThat(Evictor.idle(HOUR, 1)).isEqualTo(Evictor.SHORTEST);
    assertThat(Evictor.idle(Evictor.SHORTEST, 0.5)).isEqualTo(Evictor.SHORTEST);
  }
}
