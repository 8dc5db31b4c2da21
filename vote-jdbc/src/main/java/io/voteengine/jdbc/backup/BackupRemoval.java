package io.voteengine.jdbc.backup;

import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.util.RunAll;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Deletes backups: those that are over, and those that were never completed. */
public final class BackupRemoval {
  private static final int ROWS_AT_ONCE = 10_000;

  private final Transactions transactions;
  private final Transactions scans;
  private final Supplier<PartitionRange> range;

  /**
   * @param scans for waits for the statement that copies every vote of a poll
   */
  public BackupRemoval(
      Transactions transactions, Transactions scans, Supplier<PartitionRange> range) {
    this.transactions = transactions;
    this.scans = scans;
    this.range = range;
  }

  /** Deletes a backup, complete or not; false when it was deleted already. */
  boolean delete(UUID id) {
    boolean hidden = transactions.write("delete a backup", tx -> DeletedBackups.hide(tx, id));
    if (hidden) {
      deleteHidden(id);
    }
    return hidden;
  }

  /** Deletes backups that have outlived their retention or were abandoned unfinished. */
  void deleteExpired() {
    RunAll.each(
        transactions.read("list its backups", DeletedBackups::expired),
        id -> {
          if (transactions.write("delete a backup", tx -> DeletedBackups.expire(tx, id))) {
            deleteHidden(id);
          }
        });
  }

  /**
   * Cancels all imports, since they may contain the id of a voter who is to be erased, and finishes
   * deletions that others have left unfinished.
   */
  public void cancelImports() {
    for (UUID id : transactions.read("list its backups", DeletedBackups::importingOrDeleting)) {
      if (transactions.write("cancel a backup", tx -> DeletedBackups.cancelImport(tx, id))) {
        deleteHidden(id);
      }
    }
  }

  /**
   * Waits until the votes of some polls have been copied into backups, and cancels backups whose
   * node has died.
   */
  public void awaitTaking(Set<String> polls) {
    for (UUID id : transactions.read("list its backups", tx -> BackupsBeingTaken.of(tx, polls))) {
      if (scans.write("wait for a backup", tx -> BackupsBeingTaken.await(tx, id))) {
        deleteHidden(id);
      }
    }
  }

  private void deleteHidden(UUID id) {
    PartitionRange all = range.get();
    for (int i = all.from(); i < all.until(); i++) {
      int partition = i;
      int deleted;
      do {
        deleted =
            transactions.write(
                "delete a backup", tx -> BackupRows.delete(tx, partition, id, ROWS_AT_ONCE));
      } while (deleted == ROWS_AT_ONCE);
    }
    transactions.write("delete a backup", tx -> DeletedBackups.delete(tx, id));
  }
}
