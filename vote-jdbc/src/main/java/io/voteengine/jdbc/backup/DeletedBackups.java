package io.voteengine.jdbc.backup;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import java.util.List;
import java.util.UUID;

/** The backups to delete: hidden first, so that no reader sees one without its votes. */
final class DeletedBackups {
  private DeletedBackups() {}

  /** Returns the backups that are being imported or deleted. */
  static List<UUID> importingOrDeleting(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT id FROM vote_backup WHERE state IN ('IMPORTING', 'DELETING')")
        .map((rows, context) -> ColumnValues.uuid(rows, "id"))
        .list();
  }

  /** Hides a backup for good, so that its votes may be deleted; false when it is hidden already. */
  static boolean hide(Transaction tx, UUID id) {
    return hide(tx, id, "state <> 'DELETING'");
  }

  /**
   * Hides a backup that is being imported, or is hidden already; false when it is complete or gone.
   */
  static boolean cancelImport(Transaction tx, UUID id) {
    return hide(tx, id, "state IN ('IMPORTING', 'DELETING')");
  }

  private static boolean hide(Transaction tx, UUID id, String condition) {
    return tx.handle()
            .createUpdate(
                "UPDATE vote_backup SET state = 'DELETING', expires_at = %s WHERE id = ? AND %s"
                    .formatted(tx.dialect().now(), condition))
            .bind(0, tx.dialect().uuid(id))
            .execute()
        == 1;
  }

  /** Returns the backups to delete, hidden already or not. */
  static List<UUID> expired(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT id FROM vote_backup WHERE expires_at <= " + tx.dialect().now())
        .map((rows, context) -> ColumnValues.uuid(rows, "id"))
        .list();
  }

  /** Hides a backup if it still is to be deleted. */
  static boolean expire(Transaction tx, UUID id) {
    return tx.handle()
            .createUpdate(
                "UPDATE vote_backup SET state = 'DELETING' WHERE id = ? AND expires_at <= "
                    + tx.dialect().now())
            .bind(0, tx.dialect().uuid(id))
            .execute()
        == 1;
  }

  static int delete(Transaction tx, UUID id) {
    RestoreTable.end(tx, id);
    return tx.handle()
        .createUpdate("DELETE FROM vote_backup WHERE id = ? AND state = 'DELETING'")
        .bind(0, tx.dialect().uuid(id))
        .execute();
  }
}
