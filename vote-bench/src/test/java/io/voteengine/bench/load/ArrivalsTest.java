package io.voteengine.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  @Test
  void aSlowArrivalMovesNoLaterOne() {
    List<Long> due = new ArrayList<>();
    long[] spent = {0};
    Arrivals.run(
        1_000,
        100,
        at -> {
          due.add(at);
          if (due.size() == 10) {
            long until = System.nanoTime() + 20_000_000;
            while (System.nanoTime() < until) {
              Thread.onSpinWait();
              spent[0]++;
            }
          }
        });
    assertThat(due).hasSize(100);
    assertThat(spent[0]).isPositive();
    for (int i = 1; i < due.size(); i++) {
      assertThat(due.get(i) - due.get(i - 1)).isEqualTo(1_000_000);
    }
  }

  @Test
  void arrivalsComeNotBeforeTheyAreDue() {
    List<Long> early = new ArrayList<>();
    Arrivals.run(
        500,
        50,
        at -> {
          if (System.nanoTime() < at) {
            early.add(at);
          }
        });
    assertThat(early).isEmpty();
  }
}
