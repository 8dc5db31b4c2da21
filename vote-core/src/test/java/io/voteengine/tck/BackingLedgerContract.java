package io.voteengine.tck;

import io.voteengine.tck.ledger.backup.LedgerBackupContract;
import io.voteengine.tck.ledger.backup.LedgerBackupErasureContract;
import io.voteengine.tck.ledger.backup.LedgerBallotBackupContract;
import io.voteengine.tck.ledger.backup.LedgerFileContract;
import io.voteengine.tck.ledger.backup.LedgerRestoreContract;
import io.voteengine.tck.ledger.result.LedgerResultContract;
import io.voteengine.tck.ledger.result.LedgerSealContract;
import io.voteengine.tck.ledger.subject.LedgerSubjectBackupContract;
import org.junit.jupiter.api.Nested;

/** The same for a ledger that makes backups and seals polls. */
public abstract class BackingLedgerContract extends VoteLedgerContract {
  @Nested
  class BackingUp extends LedgerBackupContract {
    BackingUp() {
      super(BackingLedgerContract.this);
    }
  }

  @Nested
  class Restoring extends LedgerRestoreContract {
    Restoring() {
      super(BackingLedgerContract.this);
    }
  }

  @Nested
  class Carrying extends LedgerFileContract {
    Carrying() {
      super(BackingLedgerContract.this);
    }
  }

  @Nested
  class BallotBackups extends LedgerBallotBackupContract {
    BallotBackups() {
      super(BackingLedgerContract.this);
    }
  }

  @Nested
  class SubjectBackups extends LedgerSubjectBackupContract {
    SubjectBackups() {
      super(BackingLedgerContract.this);
    }
  }

  @Nested
  class ErasingFromBackups extends LedgerBackupErasureContract {
    ErasingFromBackups() {
      super(BackingLedgerContract.this);
    }
  }

  @Nested
  class Sealing extends LedgerSealContract {
    Sealing() {
      super(BackingLedgerContract.this);
    }
  }

  @Nested
  class Resulting extends LedgerResultContract {
    Resulting() {
      super(BackingLedgerContract.this);
    }
  }
}
