package io.voteengine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreUnavailableExceptionTest {
  /** One is created for each vote while a store cannot be reached or is overloaded. */
  @Test
  void refusalMakesNoStackTrace() {
    assertThat(new StoreUnavailableException("away", null).getStackTrace()).isEmpty();
    assertThat(new DeadlinePassedException("late").getStackTrace()).isEmpty();
  }
}
