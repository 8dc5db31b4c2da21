package io.voteengine.jdbc.backup;

import io.voteengine.Poll;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.poll.PollRules;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import java.util.UUID;

/**
 * The backups that are being taken or imported, up to the moment when they are complete and
 * visible.
 */
public final class UnfinishedBackups {
  private UnfinishedBackups() {}

  /** Adds a backup whose votes will be copied. */
  static void beginTaking(Transaction tx, UUID id, Poll poll) {
    begin(tx, id, poll, "TAKING", ColumnValues.now(tx));
  }

  /** Adds a backup whose votes will be read from a file. */
  static void beginImporting(Transaction tx, UUID id, Poll poll, long takenAt) {
    begin(tx, id, poll, "IMPORTING", takenAt);
  }

  private static void begin(Transaction tx, UUID id, Poll poll, String state, long takenAt) {
    tx.handle()
        .createUpdate(
            """
            INSERT INTO vote_backup
              (id, poll, rules, state, taken_at, expires_at, votes, subjects, up, down, digest)
            VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 0, '')
            """)
        .bind(0, tx.dialect().uuid(id))
        .bind(1, poll.name())
        .bind(2, PollRules.write(poll))
        .bind(3, state)
        .bind(4, ColumnValues.argument(tx.dialect(), takenAt))
        .bind(
            5,
            ColumnValues.argument(
                tx.dialect(), BackupTable.after(ColumnValues.now(tx), BackupTable.PATIENCE)))
        .execute();
  }

  /** Records that the node that takes the backup is alive. */
  static void stillTaking(Transaction tx, UUID id) {
    expect(
        id,
        tx.handle()
            .createUpdate("UPDATE vote_backup SET taken_at = ? WHERE id = ? AND state = 'TAKING'")
            .bind(0, ColumnValues.argument(tx.dialect(), ColumnValues.now(tx)))
            .bind(1, tx.dialect().uuid(id))
            .execute());
  }

  /**
   * Marks a backup as copied. Its votes must be copied in the same transaction, so that an erasure
   * that looks for voters after this finds them there.
   */
  public static void copied(Transaction tx, UUID id) {
    long now = ColumnValues.now(tx);
    expect(
        id,
        tx.handle()
            .createUpdate(
                """
                UPDATE vote_backup SET state = 'COPIED', taken_at = ?, expires_at = ?
                WHERE id = ? AND state = 'TAKING'
                """)
            .bind(0, ColumnValues.argument(tx.dialect(), now))
            .bind(
                1,
                ColumnValues.argument(tx.dialect(), BackupTable.after(now, BackupTable.PATIENCE)))
            .bind(2, tx.dialect().uuid(id))
            .execute());
  }

  /**
   * Keeps a backup that is being imported from counting as abandoned, and from being deleted before
   * the transaction ends.
   */
  static void goOn(Transaction tx, UUID id) {
    expect(
        id,
        tx.handle()
            .createUpdate(
                "UPDATE vote_backup SET expires_at = ? WHERE id = ? AND state = 'IMPORTING'")
            .bind(
                0,
                ColumnValues.argument(
                    tx.dialect(), BackupTable.after(ColumnValues.now(tx), BackupTable.PATIENCE)))
            .bind(1, tx.dialect().uuid(id))
            .execute());
  }

  private static void expect(UUID id, int found) {
    if (found != 1) {
      throw givenUp(id);
    }
  }

  static BackupException givenUp(UUID id) {
    return new BackupException(
        "The backup %s was cancelled before it was complete, because a voter was being erased or it made no progress for a day: call again."
            .formatted(id),
        null);
  }
}
