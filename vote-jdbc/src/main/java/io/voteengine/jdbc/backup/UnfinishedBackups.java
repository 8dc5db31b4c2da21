package io.voteengine.jdbc.backup;

import io.voteengine.Poll;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.backup.file.BackupSum;
import io.voteengine.jdbc.poll.PollRules;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The backups that are being taken or imported, up to the moment when they are complete and
 * visible.
 */
public final class UnfinishedBackups {
  /** How long a backup may wait to copy before the node that takes it counts as dead. */
  private static final Duration HESITATION = Duration.ofSeconds(15);

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

  /** Returns the mark that stands in for its digest until it is complete. */
  static String unsummed(Transaction tx, UUID id) {
    return tx.handle()
        .createQuery(
            "SELECT digest FROM vote_backup WHERE id = ? AND state IN ('COPIED', 'IMPORTING')")
        .bind(0, tx.dialect().uuid(id))
        .mapTo(String.class)
        .findOne()
        .orElseThrow(() -> givenUp(id));
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

  /** Returns the backups of some polls whose votes will be copied. */
  public static List<UUID> taking(Transaction tx, Set<String> polls) {
    return BackupTable.byPoll(tx, "'TAKING'").entrySet().stream()
        .filter(some -> polls.contains(some.getKey()))
        .flatMap(some -> some.getValue().stream())
        .toList();
  }

  /**
   * Waits while a node copies the votes, and hides the backup if that node has died. Returns
   * whether it did.
   */
  static boolean awaitTaking(Transaction tx, UUID id) {
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

  private static BackupException givenUp(UUID id) {
    return new BackupException(
        "The backup %s was cancelled before it was complete, because a voter was being erased or it made no progress for a day: call again."
            .formatted(id),
        null);
  }
}
