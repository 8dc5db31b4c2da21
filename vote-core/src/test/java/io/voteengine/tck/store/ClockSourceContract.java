package io.voteengine.tck.store;

import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A store that can follow the clock must not be tested as one that cannot. */
public abstract class ClockSourceContract extends StoreCase {
  private final boolean followsClock;

  protected ClockSourceContract(VoteStoreContract suite) {
    super(suite);
    this.followsClock = suite.followsClock();
  }

  @Test
  void storeFollowsTheClockExactlyIfItsSuiteSaysSo() {
    clock.move(Duration.ofDays(1000));
    boolean follows = accepted(Vote.of(ADA, A, UP)).castAt() == clock.micros();
    assertThat(follows).isEqualTo(followsClock);
  }
}
