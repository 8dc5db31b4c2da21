package io.voteengine.spi.ledger;

import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.backup.BackedUpSubject;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.backup.RestorePlan;
import io.voteengine.backup.RestoreReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Backups of polls. Safe for use by many threads and on several nodes; every method throws {@link
 * VoteLedgerException} when the ledger fails, and {@link BackupException} when a backup or file
 * cannot be used. Memory use is bounded whatever a poll's size, and voting continues meanwhile.
 */
public interface LedgerBackups {
  /**
   * Copies the votes of a poll as they are at one moment, including retracted ones. An incomplete
   * backup is never visible.
   *
   * @param poll name of a recorded poll
   * @return the backup
   */
  Backup take(String poll);

  /**
   * Returns the backups.
   *
   * @param poll name of the poll; null: the backups of all polls
   * @return the backups, newest first
   */
  List<Backup> list(@Nullable String poll);

  /**
   * Counts a backup's votes and computes their digest again.
   *
   * @param backup the backup
   * @return true when both are as recorded
   */
  boolean verify(Backup backup);

  /**
   * Verifies a backup and begins its restore: records, in each partition, the newest vote that came
   * through the journal and the newest that was cast in the ledger. If a restore of this backup has
   * begun and not ended, nothing changes.
   *
   * @param backup the backup; its poll must not be sealed or recorded with other rules, and no
   *     other backup of it may be under restore
   * @return the moment at which the restore began, later than every vote that the ledger has; it
   *     identifies this restore
   */
  default Instant beginRestore(Backup backup) {
    return beginRestore(backup, Set.of());
  }

  /**
   * Does the same as {@link #beginRestore(Backup)} for some subjects. Refused while a restore of
   * other subjects of this backup is under way.
   *
   * @param backup the backup
   * @param subjects the subjects; none: all of them
   * @return the moment at which the restore began
   */
  Instant beginRestore(Backup backup, Set<SubjectId> subjects);

  /**
   * Carries out the restore that {@link #beginRestore} has begun, in bounded batches. Each batch is
   * one transaction that also writes the audit log and the marks of stale subjects. A vote of the
   * backup that is newer than its voter's row is written as it was cast. If the choice still
   * differs, and the row is not newer than the newest vote that was recorded for its partition, the
   * backup's choice is set with a time right after that vote; it is NONE where the backup has no
   * vote. After a failure, call it again: the result is the same.
   *
   * @param backup the backup
   * @param moment the moment that {@link #beginRestore} returned
   * @return what this call has changed; nothing if that restore has already ended
   */
  default RestoreReport restore(Backup backup, Instant moment) {
    return restore(backup, moment, Set.of());
  }

  /**
   * Does the same as {@link #restore(Backup, Instant)} for some subjects.
   *
   * @param backup the backup
   * @param moment the moment that {@link #beginRestore} returned
   * @param subjects the subjects; none: all of them
   * @return what this call has changed
   */
  RestoreReport restore(Backup backup, Instant moment, Set<SubjectId> subjects);

  /**
   * Verifies a backup and finds out what {@link #beginRestore} and {@link #restore} would change if
   * nobody voted meanwhile. Changes nothing, and blocks no one. Works for sealed polls too.
   *
   * @param backup the backup
   * @param subjects the subjects; none: all of them
   * @return the changes
   */
  RestorePlan plan(Backup backup, Set<SubjectId> subjects);

  /**
   * Returns the subjects of a backup.
   *
   * @param backup the backup
   * @return each with its counts, in their order
   */
  List<BackedUpSubject> subjects(Backup backup);

  /**
   * Verifies a backup and writes those of its votes that are newer than their voters' rows, as they
   * were cast, in batches like those of {@link #restore}. Leaves out votes whose requests the audit
   * log has as those of erased voters. Records the poll if it is not recorded.
   *
   * @param backup the backup; its poll must not be sealed or recorded with other rules
   * @return what this call has changed
   */
  RestoreReport merge(Backup backup);

  /**
   * Deletes a backup.
   *
   * @param backup the backup
   * @return false when it no longer existed
   */
  boolean delete(Backup backup);

  /**
   * Writes a backup in the format of docs/backups.md.
   *
   * @param backup the backup
   * @param out flushed, not closed
   * @throws IOException when {@code out} fails
   */
  void exportTo(Backup backup, OutputStream out) throws IOException;

  /**
   * Creates a backup from what {@link #exportTo} of any ledger has written. Changes no votes, and
   * keeps nothing if it fails.
   *
   * @param in read to its end, not closed
   * @return the backup, with the moment at which the file's votes were copied
   * @throws IOException when {@code in} fails
   */
  Backup importFrom(InputStream in) throws IOException;
}
