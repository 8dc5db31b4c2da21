package io.voteengine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void distantDeadlineCountsAsACentury() {
    assertThat(Deadline.in(Duration.ofSeconds(Long.MAX_VALUE)).remainingNanos())
        .isBetween(TimeUnit.DAYS.toNanos(36_499), TimeUnit.DAYS.toNanos(36_500));
  }

  @Test
  void deadlineBeforeNowHasPassed() {
    assertThat(Deadline.in(Duration.ofSeconds(Long.MIN_VALUE)).passed()).isTrue();
    assertThat(Deadline.in(Duration.ZERO).passed()).isTrue();
    assertThat(Deadline.in(Duration.ofHours(1)).passed()).isFalse();
  }
}
