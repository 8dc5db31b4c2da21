package io.voteengine.jdbc.backup;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The backups whose votes are about to be copied, or are being copied. */
public final class BackupsBeingTaken {
  /** How long a backup may wait to copy before the node that takes it counts as dead. */
  private static final Duration HESITATION = Duration.ofSeconds(15);

  private BackupsBeingTaken() {}

  /** Returns the backups of some polls whose votes will be copied. */
  public static List<UUID> of(Transaction tx, Set<String> polls) {
    return BackupTable.byPoll(tx, "'TAKING'").entrySet().stream()
        .filter(some -> polls.contains(some.getKey()))
        .flatMap(some -> some.getValue().stream())
        .toList();
  }

  /**
   * Waits while a node copies the votes, and hides the backup if that node has died. Returns
   * whether it did.
   */
  static boolean await(Transaction tx, UUID id) {
    tx.handle()
        .createQuery("SELECT state FROM vote_backup WHERE id = ? FOR UPDATE")
        .bind(0, tx.dialect().uuid(id))
        .mapTo(String.class)
        .findOne();
    long alive = BackupTable.after(ColumnValues.now(tx), HESITATION.negated());
    return tx.handle()
            .createUpdate(
                """
                UPDATE vote_backup SET state = 'DELETING', expires_at = %s
                WHERE id = ? AND state = 'TAKING' AND taken_at < ?
                """
                    .formatted(tx.dialect().now()))
            .bind(0, tx.dialect().uuid(id))
            .bind(1, ColumnValues.argument(tx.dialect(), alive))
            .execute()
        == 1;
  }
}
