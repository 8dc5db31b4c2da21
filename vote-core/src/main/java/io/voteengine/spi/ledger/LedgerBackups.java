package io.voteengine.spi.ledger;

import io.voteengine.VoteLedgerException;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.backup.RestoreReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Backups of polls. Safe for use by many threads and on several nodes; every method throws {@link
 * VoteLedgerException} when the ledger fails, and {@link BackupException} where a backup or file
 * cannot serve. Memory is bounded whatever a poll's size, and voting goes on meanwhile.
 */
public interface LedgerBackups {
  /**
   * Copies the votes of a poll as they are at one moment, those retracted included. A backup that
   * is not whole never shows.
   *
   * @param poll name of a recorded poll
   * @return the backup
   */
  Backup take(String poll);

  /**
   * The backups there are.
   *
   * @param poll of this poll; null: of all
   * @return newest first
   */
  List<Backup> list(@Nullable String poll);

  /**
   * Counts a backup's votes and computes their digest again.
   *
   * @param backup which
   * @return whether they are as recorded
   */
  boolean verify(Backup backup);

  /**
   * Verifies a backup and begins its restore: notes, in each partition, the newest vote that came
   * through the journal and the newest that was cast in the ledger. Where a restore of it has begun
   * and not ended, nothing changes.
   *
   * @param backup which; its poll is neither sealed, nor recorded with other rules, nor is another
   *     backup of it being restored
   * @return the moment of the beginning, after every vote that the ledger has; it names this
   *     restore
   */
  Instant beginRestore(Backup backup);

  /**
   * Does what {@link #beginRestore} has begun, in bounded batches, each one transaction that also
   * writes the audit log and the marks of stale subjects. A vote of the backup that is newer than
   * its voter's row is written as it was cast. Where the choice still differs, and the row is not
   * newer than what was noted of its partition, the backup's choice is set right after that; NONE
   * where the backup has no vote. Called again after a failure, it ends the same.
   *
   * @param backup which
   * @param moment as {@link #beginRestore} returned it
   * @return what this call has changed; nothing where that restore has come to its end before
   */
  RestoreReport restore(Backup backup, Instant moment);

  /**
   * Verifies a backup and writes those of its votes that are newer than their voters' rows, as they
   * were cast, in batches like those of {@link #restore}. Leaves out votes that the audit log
   * knows, by their requests, as those of voters who were erased. Records the poll where it is not
   * recorded.
   *
   * @param backup which; its poll is neither sealed nor recorded with other rules
   * @return what this call has changed
   */
  RestoreReport merge(Backup backup);

  /**
   * Forgets a backup.
   *
   * @param backup which
   * @return false where it was gone
   */
  boolean delete(Backup backup);

  /**
   * Writes a backup in the format of docs/backups.md.
   *
   * @param backup which
   * @param out flushed, not closed
   * @throws IOException when {@code out} fails
   */
  void exportTo(Backup backup, OutputStream out) throws IOException;

  /**
   * Makes a backup of what {@link #exportTo} of any ledger has written. Changes no vote, and keeps
   * nothing where it fails.
   *
   * @param in read to its end, not closed
   * @return the backup, with the moment at which the file's votes were so
   * @throws IOException when {@code in} fails
   */
  Backup importFrom(InputStream in) throws IOException;
}
