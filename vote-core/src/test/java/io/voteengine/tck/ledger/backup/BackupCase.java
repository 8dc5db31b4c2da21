package io.voteengine.tck.ledger.backup;

import io.voteengine.Poll;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.RestoreReport;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerBackups;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import org.junit.jupiter.api.BeforeEach;

/** One test's ledger, which knows the poll {@code posts}, and journals of both its partitions. */
abstract class BackupCase extends LedgerCase {
  static final VoterId EVE = VoterId.of("eve");
  static final Poll POSTS = Poll.named("posts");

  final FakeJournal elsewhere = new FakeJournal(new Term(1, 1, "s1"));

  BackupCase(VoteLedgerContract suite) {
    super(suite);
  }

  @BeforeEach
  void recordPoll() {
    ledger.polls().define(POSTS);
  }

  LedgerBackups backups() {
    return ledger.backups().orElseThrow();
  }

  RestoreReport restore(Backup backup) {
    return backups().restore(backup, backups().beginRestore(backup));
  }
}
