package io.voteengine.tck;

import io.voteengine.spi.VoteLedger;
import org.junit.jupiter.api.Nested;

/** What {@link VoteLedger} promises, one nested class for each chapter; a backend extends this. */
public abstract class VoteLedgerContract {
  /**
   * A ledger over this test's database, which is empty but for its schema. Called again, another
   * one over the same database, as another node would have it. The suite opens and closes it.
   *
   * @return the ledger, not opened
   */
  protected abstract VoteLedger connect();

  /**
   * Seals a recorded poll in this test's database.
   *
   * @param poll its name
   */
  protected abstract void seal(String poll);

  @Nested
  class Opening extends LedgerOpenContract {
    Opening() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Applying extends LedgerApplyContract {
    Applying() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Fencing extends LedgerFenceContract {
    Fencing() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Drifting extends LedgerDriftContract {
    Drifting() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Recovering extends LedgerRecoveryContract {
    Recovering() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Loading extends LedgerLoadContract {
    Loading() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Reading extends LedgerReadContract {
    Reading() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class RandomBatches extends LedgerModelContract {
    RandomBatches() {
      super(VoteLedgerContract.this);
    }
  }
}
