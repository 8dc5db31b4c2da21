package io.voteengine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionTest {
  @ParameterizedTest
  @CsvSource({
    "NONE, NONE, UNCHANGED",
    "NONE, UP, CREATED",
    "NONE, DOWN, CREATED",
    "UP, NONE, REMOVED",
    "UP, UP, UNCHANGED",
    "UP, DOWN, CHANGED",
    "DOWN, NONE, REMOVED",
    "DOWN, UP, CHANGED",
    "DOWN, DOWN, UNCHANGED"
  })
  void actionLeadsFromOneChoiceToAnother(Choice previous, Choice choice, Action action) {
    assertThat(Action.between(previous, choice)).isEqualTo(action);
  }
}
