package io.voteengine.tck;

import io.voteengine.spi.VoteStore;
import io.voteengine.tck.store.BallotContract;
import io.voteengine.tck.store.CastContract;
import io.voteengine.tck.store.CheckOrderContract;
import io.voteengine.tck.store.ClockSourceContract;
import io.voteengine.tck.store.ConcurrencyContract;
import io.voteengine.tck.store.JournalContract;
import io.voteengine.tck.store.LimitContract;
import io.voteengine.tck.store.LoadContract;
import io.voteengine.tck.store.PartitionContract;
import io.voteengine.tck.store.PermitContract;
import io.voteengine.tck.store.PollContract;
import io.voteengine.tck.store.ReadContract;
import io.voteengine.tck.store.RefusalContract;
import io.voteengine.tck.store.ReplayContract;
import io.voteengine.tck.store.SignalContract;
import io.voteengine.tck.store.SubjectContract;
import io.voteengine.tck.store.TermContract;
import io.voteengine.tck.store.model.RandomContract;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

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
  public abstract VoteStore newStore(InstantSource clock, int backlog);

  public final boolean followsClock() {
    return this instanceof VoteStoreClockContract;
  }

  @Nested
  class Clocks extends ClockSourceContract {
    Clocks() {
      super(VoteStoreContract.this);
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
  class Ballots extends BallotContract {
    Ballots() {
      super(VoteStoreContract.this);
    }
  }

  @Nested
  class Subjects extends SubjectContract {
    Subjects() {
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
