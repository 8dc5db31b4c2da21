package io.voteengine.jdbc.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.SubjectId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.util.Micros;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Which backup of a poll is being restored, as of which moment. */
public final class RestoresUnderWay {
  private RestoresUnderWay() {}

  /** Begins to restore a backup, or goes on. Returns the moment of the restore, in microseconds. */
  static long begin(Transaction tx, Backup backup, Set<SubjectId> subjects) {
    BackedUpPoll.record(tx, backup);
    PollTable.lock(tx.handle(), backup.poll().name());
    Long begun = BackupTable.find(tx, backup.id()).restoreAt();
    String selection = digest(subjects);
    if (begun != null) {
      refuseOther(tx, backup, selection);
      return begun;
    }
    // Before the backup is locked: this takes long, and an erasure of voters from the backup holds
    // the lock of a partition meanwhile.
    long newest = RestoreTable.begin(tx, backup.poll().name(), backup.id());
    BackupTable.lock(tx, backup.id());
    for (UUID other : of(tx, backup.poll().name())) {
      throw new BackupException(
          "The backup %s of the poll '%s' is being restored: let that finish (call restore again if it was interrupted), or delete that backup."
              .formatted(other, backup.poll().name()),
          null);
    }
    long moment = Math.max(ColumnValues.now(tx), newest) + 1;
    record(tx, backup, moment, selection);
    return moment;
  }

  /** Returns the poll's backups that are being restored. */
  public static List<UUID> of(Transaction tx, String poll) {
    return tx.handle()
        .createQuery(
            """
            SELECT id FROM vote_backup
            WHERE poll = ? AND state = 'COMPLETE' AND restore_at IS NOT NULL
            """)
        .bind(0, poll)
        .map((rows, context) -> ColumnValues.uuid(rows, "id"))
        .list();
  }

  /** Keeps the backup until it has been restored, and for a while after. */
  private static void record(Transaction tx, Backup backup, long moment, String selection) {
    long expiresAt =
        Math.max(
            Micros.of(backup.expiresAt()),
            BackupTable.after(ColumnValues.now(tx), BackupTable.PATIENCE));
    tx.handle()
        .createUpdate(
            "UPDATE vote_backup SET restore_at = ?, expires_at = ?, restore_of = ? WHERE id = ?")
        .bind(0, ColumnValues.argument(tx.dialect(), moment))
        .bind(1, ColumnValues.argument(tx.dialect(), expiresAt))
        .bind(2, selection)
        .bind(3, tx.dialect().uuid(backup.id()))
        .execute();
  }

  /** Two restores of different subjects would each take the other's end for its own. */
  private static void refuseOther(Transaction tx, Backup backup, String selection) {
    String begun =
        tx.handle()
            .createQuery("SELECT restore_of FROM vote_backup WHERE id = ?")
            .bind(0, tx.dialect().uuid(backup.id()))
            .mapTo(String.class)
            .one();
    if (!begun.equals(selection)) {
      throw new BackupException(
          "The backup %s is being restored for other subjects: finish that restore first, with the same subjects."
              .formatted(backup.id()),
          null);
    }
  }

  /** Empty: all subjects. */
  private static String digest(Set<SubjectId> subjects) {
    if (subjects.isEmpty()) {
      return "";
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      subjects.stream()
          .sorted()
          .forEach(subject -> sha256.update((subject.key() + "\n").getBytes(UTF_8)));
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  static boolean end(Transaction tx, UUID id, long moment) {
    boolean ended =
        tx.handle()
                .createUpdate(
                    "UPDATE vote_backup SET restore_at = NULL WHERE id = ? AND restore_at = ?")
                .bind(0, tx.dialect().uuid(id))
                .bind(1, ColumnValues.argument(tx.dialect(), moment))
                .execute()
            == 1;
    if (ended) {
      RestoreTable.end(tx, id);
    }
    return ended;
  }
}
