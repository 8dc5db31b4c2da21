package io.voteengine.jdbc.backup;

import io.voteengine.backup.Backup;
import io.voteengine.jdbc.sql.Transaction;
import java.util.List;
import java.util.UUID;

/** The digests of backups, which change when a voter is erased from them. */
final class BackupDigests {
  /** The start of the mark that stands in for a digest until it is computed again. */
  private static final String MARK = "anew-";

  private BackupDigests() {}

  /** Replaces the digest, as the votes have changed, by a unique mark until they are summed. */
  static int forgetDigest(Transaction tx, UUID id) {
    return tx.handle()
        .createUpdate(
            "UPDATE vote_backup SET digest = ? WHERE id = ? AND state IN ('COPIED', 'COMPLETE')")
        .bind(0, MARK + UUID.randomUUID())
        .bind(1, tx.dialect().uuid(id))
        .execute();
  }

  static boolean isWithoutDigest(Backup backup) {
    return backup.digest().startsWith(MARK);
  }

  static List<Backup> withoutDigest(Transaction tx) {
    return tx.handle()
        .createQuery(
            BackupTable.COLUMNS + "WHERE state = 'COMPLETE' AND digest LIKE '" + MARK + "%'")
        .map((rows, context) -> BackupTable.head(rows).backup())
        .list();
  }

  /** Does nothing if its votes have been changed again since it was read. */
  static int keepDigest(Transaction tx, Backup read, String digest) {
    return tx.handle()
        .createUpdate("UPDATE vote_backup SET digest = ? WHERE id = ? AND digest = ?")
        .bind(0, digest)
        .bind(1, tx.dialect().uuid(read.id()))
        .bind(2, read.digest())
        .execute();
  }
}
