package io.voteengine.jdbc.backup;

import io.voteengine.backup.Backup;
import io.voteengine.jdbc.backup.file.BackupSum;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The step from a backup that has its votes to one that is complete and visible. */
final class BackupCompletion {
  private BackupCompletion() {}

  /** Returns the mark that stands in for its digest until it is complete. */
  static String unsummed(Transaction tx, UUID id) {
    return tx.handle()
        .createQuery(
            "SELECT digest FROM vote_backup WHERE id = ? AND state IN ('COPIED', 'IMPORTING')")
        .bind(0, tx.dialect().uuid(id))
        .mapTo(String.class)
        .findOne()
        .orElseThrow(() -> UnfinishedBackups.givenUp(id));
  }

  /**
   * Makes a backup complete and visible.
   *
   * @param unsummed the mark before its votes were summed
   * @return empty when its votes have been changed since
   */
  static Optional<Backup> complete(
      Transaction tx, UUID id, String unsummed, BackupSum.Total total, Duration retention) {
    int found =
        tx.handle()
            .createUpdate(
                """
                UPDATE vote_backup SET state = 'COMPLETE', expires_at = ?,
                  votes = ?, subjects = ?, up = ?, down = ?, digest = ?
                WHERE id = ? AND state IN ('COPIED', 'IMPORTING') AND digest = ?
                """)
            .bind(
                0,
                ColumnValues.argument(
                    tx.dialect(), BackupTable.after(ColumnValues.now(tx), retention)))
            .bind(1, total.votes())
            .bind(2, total.subjects())
            .bind(3, total.up())
            .bind(4, total.down())
            .bind(5, total.digest())
            .bind(6, tx.dialect().uuid(id))
            .bind(7, unsummed)
            .execute();
    return found == 1 ? Optional.of(BackupTable.find(tx, id).backup()) : Optional.empty();
  }
}
