package io.voteengine.tck;

import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link VoteStore}, one nested class per topic. A backend's test extends this, or
 * {@link VoteStoreClockContract} if the store's clock can be set.
 */
public abstract class VoteStoreContract {
  /**
   * Returns an empty store that has not been opened; the suite closes it.
   *
   * @param clock the clock to follow, if the store can follow one
   * @param backlog how many events a partition may hold before it refuses votes
   * @return the store
   */
  protected abstract VoteStore newStore(InstantSource clock, int backlog);

  final boolean followsClock() {
    return this instanceof VoteStoreClockContract;
  }

  @Nested
  class Clocks extends StoreCase {
    Clocks() {
      super(VoteStoreContract.this);
    }

    /** A store that can follow the clock must not be tested as one that cannot. */
    @Test
    void storeFollowsTheClockExactlyIfItsSuiteSaysSo() {
      clock.move(Duration.ofDays(1000));
      boolean follows = accepted(Vote.of(ADA, A, UP)).castAt() == clock.micros();
      assertThat(follows).isEqualTo(followsClock());
    }
  }

  @Nested
  class Casting extends CastContract {
    Casting() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class CheckOrder extends CheckOrderContract {
    CheckOrder() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class Replays extends ReplayContract {
    Replays() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class Limits extends LimitContract {
    Limits() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class SharedLimits extends PermitContract {
    SharedLimits() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class PollRules extends PollContract {
    PollRules() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class Refusals extends RefusalContract {
    Refusals() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class Loading extends LoadContract {
    Loading() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class Reading extends ReadContract {
    Reading() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class Journals extends JournalContract {
    Journals() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class Terms extends TermContract {
    Terms() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class Partitions extends PartitionContract {
    Partitions() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class Signals extends SignalContract {
    Signals() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class Concurrency extends ConcurrencyContract {
    Concurrency() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class RandomSchedules extends RandomContract {
    RandomSchedules() {
      super(VoteStoreContract.this);
    }
  }
}
