package io.voteengine.jdbc.moderation;

import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.apply.log.ErasedIds;
import io.voteengine.jdbc.backup.BackupRemoval;
import io.voteengine.jdbc.backup.BackupStore;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.jdbc.subject.OwnerErasure;
import io.voteengine.spi.ledger.RevisedVotes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Replaces a voter's id, in passes over the whole ledger until the id is nowhere. */
public final class VoterErasure {
  private static final int BATCH = 1_000;

  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Transactions transactions;
  private final Transactions audits;
  private final BackupStore backups;
  private final BackupRemoval removal;
  private final OwnerErasure owners;

  /**
   * @param audits for statements that read the whole audit log
   */
  public VoterErasure(
      Transactions transactions,
      Transactions audits,
      BackupStore backups,
      BackupRemoval removal,
      OwnerErasure owners) {
    this.transactions = transactions;
    this.audits = audits;
    this.backups = backups;
    this.removal = removal;
    this.owners = owners;
  }

  /** See {@link LedgerAdministration#erase}. */
  RevisedVotes erase(VoterId voter) {
    RevisedTotal sum = new RevisedTotal();
    boolean found = true;
    while (found) {
      // A new id each time: a voter who goes on voting may have two votes on a subject by now.
      VoterId replacement = ErasedIds.newId();
      removal.cancelImports();
      Map<Integer, List<ErasureTarget>> traces = traces(voter);
      traces.forEach(
          (partition, some) -> {
            for (List<ErasureTarget> batch : ErasureTarget.batches(some, BATCH)) {
              sum.add(erase(partition, voter, replacement, batch));
            }
          });
      found = !traces.isEmpty();
    }
    owners.erase(voter);
    // Again, for what came to be deleted in between.
    removal.cancelImports();
    backups.recomputeDigests();
    return sum.total();
  }

  private RevisedCounts erase(
      int partition, VoterId voter, VoterId replacement, List<ErasureTarget> batch) {
    while (true) {
      Optional<RevisedCounts> done =
          transactions.write(
              "erase a voter", tx -> Erasure.replace(tx, partition, voter, replacement, batch));
      if (done.isPresent()) {
        return done.get();
      }
      removal.awaitTaking(ErasureTarget.polls(batch));
      LockSupport.parkNanos(PAUSE.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new VoteLedgerException(
            "Erasing a voter was interrupted while it waited for a backup: call again to continue.",
            null);
      }
    }
  }

  private Map<Integer, List<ErasureTarget>> traces(VoterId voter) {
    return audits.read("look for a voter", tx -> Erasure.find(tx, voter));
  }
}
