package io.voteengine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreUnavailableExceptionTest {
  /** One is made for each vote while a store is away or overwhelmed. */
  @Test
  void refusalMakesNoStackTrace() {
    assertThat(new StoreUnavailableException("away", null).getStackTrace()).isEmpty();
    assertThat(new DeadlinePassedException("late").getStackTrace()).isEmpty();
  }
}
