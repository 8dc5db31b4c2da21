package io.voteengine.backup;

import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/**
 * Backups of polls: kept in the ledger until their retention ends, and exported as files. Safe for
 * use by many threads, and on several nodes at once. The time of a call grows with the size of the
 * poll. Calls work in many short transactions while voting continues.
 *
 * <p>Every call throws {@link BackupException} where the engine's ledger makes no backups, as
 * several ledgers behind one do not.
 */
public interface Backups {
  /**
   * Takes a backup of a poll: its votes as the ledger has them at one moment. To include what the
   * store has accepted, call {@link VoteEngine#drain} first.
   *
   * @param poll name of a recorded poll
   * @return the backup
   * @throws BackupException when there is no such poll; or, rarely, when voters were erased
   *     meanwhile: then call again
   * @throws VoteLedgerException when the ledger fails; then there is no backup
   */
  Backup take(String poll);

  /**
   * Returns the backups of a poll.
   *
   * @param poll name of the poll
   * @return the backups, newest first
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<Backup> list(String poll);

  /**
   * Returns the backups of all polls.
   *
   * @return the backups, newest first
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<Backup> all();

  /**
   * Reads a backup's votes again, and compares their counts and digest with what was recorded. When
   * a voter is erased, a new digest is recorded; earlier damage that did not change the counts can
   * then no longer be found.
   *
   * @param backup the backup
   * @return true when counts and digest are as recorded
   * @throws BackupException when the backup no longer exists, or voters are being erased from it
   *     without a pause
   * @throws VoteLedgerException when the ledger fails
   */
  boolean verify(Backup backup);

  /**
   * Restores a poll to its state in the backup: every voter has the choice in the backup, or none
   * if it has no choice. Votes that are accepted after the restore has begun stay in force,
   * whatever the clocks say. The audit log keeps the earlier votes, and records the restore vote by
   * vote. Votes that the ledger has lost come back as they were cast.
   *
   * <p>If a restore was interrupted, some subjects are restored and others are not; the next call
   * finishes the same restore. To undo a restore, restore a backup that was taken before it.
   *
   * <p>A store that cannot be reached shows the subjects as before until it can.
   *
   * <p>A poll that is not recorded is recorded with the backup's rules. Rules that have changed
   * since stay as they are. Votes that were cast before are carried to the ledger first, for as
   * long as the engine's drain time-out.
   *
   * @param backup the backup
   * @return what this call has changed
   * @throws BackupException when the backup is damaged or no longer exists, its poll is sealed or
   *     recorded with rules that the backup's poll never had, or another backup of the poll is
   *     being restored; or when voters are being erased from it without a pause, before anything is
   *     changed
   * @throws VoteLedgerException when the ledger fails; call again to finish
   * @throws VoteStoreException when the votes that were cast before could not be carried to the
   *     ledger; the restore has not begun
   */
  RestoreReport restore(Backup backup);

  /**
   * Restores some subjects of a poll to their state in the backup, as {@link #restore(Backup)} does
   * for all. If a restore was interrupted, finish it with the same subjects.
   *
   * @param backup the backup
   * @param subjects the subjects; none: all of them
   * @return what this call has changed
   * @throws BackupException as {@link #restore(Backup)}
   * @throws VoteLedgerException when the ledger fails; call again to finish
   * @throws VoteStoreException as {@link #restore(Backup)}
   */
  RestoreReport restore(Backup backup, Set<SubjectId> subjects);

  /**
   * Finds out what a restore would change, subject by subject, and changes nothing. Votes that the
   * store has accepted and the ledger lacks are not looked at: call {@link VoteEngine#drain} first.
   *
   * @param backup the backup; its poll may be sealed
   * @param subjects the subjects; none: all of them
   * @return what would change if nobody voted meanwhile
   * @throws BackupException when the backup is damaged or no longer exists, or its poll is recorded
   *     with rules that the backup's poll never had
   * @throws VoteLedgerException when the ledger fails
   */
  RestorePlan plan(Backup backup, Set<SubjectId> subjects);

  /**
   * Returns the counts of each subject in a backup, beside its present count.
   *
   * @param backup the backup
   * @return the subjects in their order
   * @throws BackupException when the backup no longer exists
   * @throws VoteLedgerException when the ledger fails
   */
  List<BackedUpSubject> subjects(Backup backup);

  /**
   * Adds a backup's votes to those of the poll. If both have a vote of a voter on a subject, the
   * later one counts, as always. Votes that the backup does not have stay. Merging twice changes
   * nothing more. If the poll is not recorded, it is recorded with the backup's rules.
   *
   * <p>An older file may have the id of a voter who was erased since. Votes whose requests the
   * audit log has as those of an erased voter are left out; others come back under that id.
   *
   * @param backup the backup, for example from {@link #importFrom}
   * @return what was changed
   * @throws BackupException when the backup is damaged or no longer exists, or its poll is sealed
   *     or recorded with other rules; or when voters are being erased from it without a pause,
   *     before anything is changed
   * @throws VoteLedgerException when the ledger fails; call again to finish
   */
  RestoreReport merge(Backup backup);

  /**
   * Deletes a backup before it expires.
   *
   * @param backup the backup
   * @return true when this call deleted it; false when it no longer existed
   * @throws VoteLedgerException when the ledger fails
   */
  boolean delete(Backup backup);

  /**
   * Writes a backup as a file of JSON Lines, described in docs/backups.md. The same backup always
   * gives the same bytes.
   *
   * @param backup the backup
   * @param out where to write; flushed, not closed
   * @throws BackupException when the backup is damaged or no longer exists, or a voter was erased
   *     from it meanwhile; the file then lacks its last line, and {@link #importFrom} refuses it
   * @throws VoteLedgerException when the ledger fails; the file is then incomplete, as above
   * @throws IOException when {@code out} fails
   */
  void exportTo(Backup backup, OutputStream out) throws IOException;

  /**
   * Reads a file that {@link #exportTo} has written, here or elsewhere, into a new backup. Changes
   * no votes: call {@link #merge} or {@link #restore} for that, after the whole file has been
   * checked.
   *
   * @param in the file; read to its end, not closed
   * @return the backup, which expires like one taken now
   * @throws BackupException when the file is damaged or incomplete, in a format that this library
   *     does not know, or of a poll that is recorded with other rules; the message names the line.
   *     Also when a voter was erased meanwhile: then call again
   * @throws VoteLedgerException when the ledger fails; nothing is kept
   * @throws IOException when {@code in} fails; nothing is kept
   */
  Backup importFrom(InputStream in) throws IOException;
}
