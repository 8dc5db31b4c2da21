package io.voteengine.tck;

import io.voteengine.VoterId;
import io.voteengine.spi.VoteLedger;
import io.voteengine.tck.ledger.LedgerLeaseContract;
import io.voteengine.tck.ledger.LedgerOpenContract;
import io.voteengine.tck.ledger.LedgerPollContract;
import io.voteengine.tck.ledger.apply.LedgerApplyContract;
import io.voteengine.tck.ledger.apply.LedgerBallotContract;
import io.voteengine.tck.ledger.apply.LedgerDirectContract;
import io.voteengine.tck.ledger.apply.LedgerDriftContract;
import io.voteengine.tck.ledger.apply.LedgerFenceContract;
import io.voteengine.tck.ledger.apply.LedgerGroupContract;
import io.voteengine.tck.ledger.apply.LedgerModelContract;
import io.voteengine.tck.ledger.apply.LedgerRecoveryContract;
import io.voteengine.tck.ledger.apply.LedgerRefusalContract;
import io.voteengine.tck.ledger.apply.LedgerStaleContract;
import io.voteengine.tck.ledger.apply.LedgerVersionContract;
import io.voteengine.tck.ledger.moderation.LedgerErasureContract;
import io.voteengine.tck.ledger.moderation.LedgerQuarantineContract;
import io.voteengine.tck.ledger.moderation.LedgerVoidContract;
import io.voteengine.tck.ledger.query.LedgerLoadContract;
import io.voteengine.tck.ledger.query.LedgerRankingContract;
import io.voteengine.tck.ledger.query.LedgerReadContract;
import io.voteengine.tck.ledger.query.LedgerRecordsContract;
import io.voteengine.tck.ledger.subject.LedgerOwnerContract;
import io.voteengine.tck.ledger.subject.LedgerSubjectContract;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link VoteLedger}, one nested class per topic; a backend's test extends this.
 */
public abstract class VoteLedgerContract {
  /**
   * Returns a ledger over this test's database, which is empty except for its schema. Another call
   * returns another ledger over the same database, as for another node. The suite opens and closes
   * it.
   *
   * @return the ledger, not opened
   */
  public abstract VoteLedger connect();

  /**
   * Seals a recorded poll in this test's database.
   *
   * @param poll name of the poll
   */
  public abstract void seal(String poll);

  /** Makes all changes of polls older than {@code LedgerPolls.STALE_FOR}. */
  public abstract void ageChangedPolls();

  /**
   * Makes this test's database refuse the votes of one voter, who has none yet, as a constraint
   * that the host added would.
   *
   * @param voter the voter
   */
  public abstract void refuse(VoterId voter);

  /**
   * Undoes {@link #refuse}.
   *
   * @param voter the voter
   */
  public abstract void accept(VoterId voter);

  @Nested
  class Opening extends LedgerOpenContract {
    Opening() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Polls extends LedgerPollContract {
    Polls() {
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
  class Grouping extends LedgerGroupContract {
    Grouping() {
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
  class Quarantining extends LedgerQuarantineContract {
    Quarantining() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Marking extends LedgerStaleContract {
    Marking() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class CastingDirectly extends LedgerDirectContract {
    CastingDirectly() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class RefusingDirectly extends LedgerRefusalContract {
    RefusingDirectly() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Versioning extends LedgerVersionContract {
    Versioning() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Voiding extends LedgerVoidContract {
    Voiding() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Ballots extends LedgerBallotContract {
    Ballots() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Subjects extends LedgerSubjectContract {
    Subjects() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Owners extends LedgerOwnerContract {
    Owners() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Erasing extends LedgerErasureContract {
    Erasing() {
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
  class Leasing extends LedgerLeaseContract {
    Leasing() {
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
  class Ranked extends LedgerRankingContract {
    Ranked() {
      super(VoteLedgerContract.this);
    }
  }

  @Nested
  class Recording extends LedgerRecordsContract {
    Recording() {
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
