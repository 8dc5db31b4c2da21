package io.voteengine.jdbc;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.VoteWrites;
import io.voteengine.jdbc.backup.BackupRemoval;
import io.voteengine.jdbc.backup.BackupStore;
import io.voteengine.jdbc.backup.JdbcBackups;
import io.voteengine.jdbc.moderation.JdbcAdministration;
import io.voteengine.jdbc.moderation.JdbcQuarantine;
import io.voteengine.jdbc.moderation.VoterErasure;
import io.voteengine.jdbc.poll.JdbcPolls;
import io.voteengine.jdbc.query.JdbcRecords;
import io.voteengine.jdbc.result.JdbcFinalizations;
import io.voteengine.jdbc.result.JdbcResults;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.jdbc.subject.JdbcSubjects;
import io.voteengine.jdbc.subject.OwnerErasure;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.LedgerPolls;
import io.voteengine.spi.ledger.LedgerQuarantine;
import io.voteengine.spi.ledger.LedgerRecords;
import io.voteengine.spi.ledger.LedgerResults;
import io.voteengine.spi.ledger.PartitionRange;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The parts of a ledger that are interfaces of their own. */
record LedgerParts(
    LedgerPolls polls,
    JdbcSubjects subjects,
    LedgerQuarantine quarantine,
    LedgerRecords records,
    LedgerAdministration administration,
    JdbcBackups backups,
    LedgerFinalizations finalizations,
    LedgerResults results) {

  /**
   * @param audits for statements that read every vote of a poll
   */
  static LedgerParts of(
      Transactions transactions,
      Transactions audits,
      VoteWrites writes,
      Supplier<PartitionRange> range,
      ToIntFunction<SubjectId> partitionOf,
      Duration backupRetention) {
    BackupRemoval removal = new BackupRemoval(transactions, audits, range);
    BackupStore shelf = new BackupStore(transactions, audits, range, backupRetention, removal);
    JdbcSubjects subjects = new JdbcSubjects(transactions, partitionOf);
    VoterErasure erasure =
        new VoterErasure(
            transactions, audits, shelf, removal, new OwnerErasure(transactions, subjects));
    return new LedgerParts(
        new JdbcPolls(transactions),
        subjects,
        new JdbcQuarantine(transactions),
        new JdbcRecords(transactions, audits, partitionOf),
        new JdbcAdministration(transactions, audits, partitionOf, erasure),
        new JdbcBackups(transactions, audits, writes, range, shelf, removal),
        new JdbcFinalizations(transactions, audits, range),
        new JdbcResults(transactions, audits));
  }
}
