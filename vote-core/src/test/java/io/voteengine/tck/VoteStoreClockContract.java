package io.voteengine.tck;

import io.voteengine.tck.store.ClockContract;
import org.junit.jupiter.api.Nested;

/** {@link VoteStoreContract} with more tests, for stores whose clock can be set. */
public abstract class VoteStoreClockContract extends VoteStoreContract {
  @Nested
  class MovingClock extends ClockContract {
    MovingClock() {
      super(VoteStoreClockContract.this);
    }
  }
}
