package io.voteengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  @Test
  void boundsThemselvesAreAllowed() {
    assertThat(new RateLimit(1, Duration.ofMillis(1)).permits()).isEqualTo(1);
    assertThat(new RateLimit(1_000_000, Duration.ofDays(1)).permits()).isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_001, Integer.MAX_VALUE})
  void permitsOutOfRangeAreRefusedByName(int permits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(permits, Duration.ofSeconds(1)))
        .withMessage("permits must be from 1 to 1,000,000: " + permits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000999999S", "PT24H0.000000001S"})
  void periodOutOfRangeIsRefusedByName(Duration per) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(5, per))
        .withMessage("per must be from 1 ms to 1 day: " + per);
  }

  @Test
  void nullIsRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> new RateLimit(5, Nulls.any()))
        .withMessage("per");
  }
}
