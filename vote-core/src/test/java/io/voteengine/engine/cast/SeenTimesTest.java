package io.voteengine.engine.cast;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.tck.testing.SomeLedger;
import io.voteengine.util.Micros;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeenTimesTest {
  private volatile long clock = 1_000;
  private final InMemoryVoteStore store =
      InMemoryVoteStore.builder().clock(() -> Micros.toInstant(clock)).build();
  private final SeenTimes times = new SeenTimes(1, store);

  @BeforeEach
  void open() {
    store.open(1, SomeLedger.ID);
  }

  @Test
  void oldTimeIsNotTheFirstSeen() {
    times.answered(0, 500, false, false);
    assertThat(times.of(0)).isZero();
    assertThat(times.orders(0, times.of(0))).isFalse();
    times.answered(0, 900, false, true);
    times.answered(0, 950, false, false);
    times.answered(0, 940, false, true);
    assertThat(times.of(0)).isEqualTo(950);
    assertThat(times.orders(0, times.of(0))).isTrue();
  }

  @Test
  void voteWithoutAnAnswerMayHaveAnyTimeSoFar() {
    times.unanswered(0);
    assertThat(times.of(0)).isEqualTo(1_000);
  }

  @Test
  void timeOfTheLedgerDoesNotLiftTheStores() {
    times.answered(0, 5_000, true, true);
    assertThat(times.of(0)).isEqualTo(1_000);
    assertThat(times.orders(0, times.of(0))).isFalse();
  }

  @Test
  void timeOfTheLedgerCountsOnceTheStoresClockHasPassedIt() {
    times.answered(0, 5_000, true, true);
    clock = 6_000;
    assertThat(times.of(0)).isEqualTo(5_000);
    assertThat(times.orders(0, times.of(0))).isTrue();
  }
}
