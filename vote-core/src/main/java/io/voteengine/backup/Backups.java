package io.voteengine.backup;

import io.voteengine.VoteEngine;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Backups of polls: kept in the ledger for as long as its retention says, and carried elsewhere as
 * files. Safe for use by many threads, and on several nodes at once. Calls take as long as a poll
 * is large, in many short transactions, while voting goes on.
 */
public interface Backups {
  /**
   * Keeps the votes of a poll as the ledger has them at one moment; {@link VoteEngine#drain} before
   * brings in what the store has accepted.
   *
   * @param poll name of a recorded poll
   * @return the backup
   * @throws BackupException when there is no such poll; or, rarely, when voters were erased
   *     meanwhile, then call again
   * @throws VoteLedgerException when the ledger fails; then there is no backup
   */
  Backup take(String poll);

  /**
   * The backups of a poll.
   *
   * @param poll its name
   * @return newest first
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<Backup> list(String poll);

  /**
   * The backups of all polls.
   *
   * @return newest first
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<Backup> all();

  /**
   * Reads a backup's votes again, and compares their counts and digest with what was recorded. A
   * voter who was erased has the digest recorded anew; damage from before that, which leaves the
   * counts as they were, is not found any more.
   *
   * @param backup which
   * @return whether they are what they were
   * @throws BackupException when there is no such backup any more, or voters are being erased from
   *     it without a pause
   * @throws VoteLedgerException when the ledger fails
   */
  boolean verify(Backup backup);

  /**
   * Makes the poll what it was: every voter has the choice of the backup, or none where it has
   * none. What is accepted after the restore has begun stays, whatever clocks say. The audit log
   * keeps what was before, and records the restore vote by vote. Where the ledger has lost votes,
   * they come back as they were cast.
   *
   * <p>A restore that was cut short has done its work for some subjects and not for others; the
   * next call finishes it as the first began it. It can be undone by restoring a backup taken
   * before.
   *
   * <p>A store that cannot be reached shows the subjects as before until it can.
   *
   * @param backup which
   * @return what was changed
   * @throws BackupException when the backup is damaged or gone, its poll is sealed or recorded with
   *     other rules, or another backup of the poll is being restored; or when voters are being
   *     erased from it without a pause, before anything is changed
   * @throws VoteLedgerException when the ledger fails; call again to finish
   * @throws VoteStoreException when the votes cast before could not be brought in; it has not begun
   */
  RestoreReport restore(Backup backup);

  /**
   * Adds a backup's votes to those of the poll: of two votes of a voter on a subject the later
   * counts, as always. Votes that the backup does not have stay, and doing it twice changes
   * nothing. Where the poll is not recorded, it is recorded with the backup's rules. An older file
   * may have the id of a voter who was erased since: votes that the audit log knows as those of an
   * erased voter, by their requests, are left out; others come back under that id.
   *
   * @param backup which, as from {@link #importFrom}
   * @return what was changed
   * @throws BackupException when the backup is damaged or gone, or its poll is sealed or recorded
   *     with other rules; or when voters are being erased from it without a pause, before anything
   *     is changed
   * @throws VoteLedgerException when the ledger fails; call again to finish
   */
  RestoreReport merge(Backup backup);

  /**
   * Forgets a backup before its time.
   *
   * @param backup which
   * @return whether this call did; false where it was gone
   * @throws VoteLedgerException when the ledger fails
   */
  boolean delete(Backup backup);

  /**
   * Writes a backup as a file of JSON Lines, described in docs/backups.md. The same backup always
   * gives the same bytes.
   *
   * @param backup which
   * @param out where to; flushed, not closed
   * @throws BackupException when the backup is damaged or gone, or a voter was erased from it
   *     meanwhile; what was written then has no end, and is refused as a file
   * @throws VoteLedgerException when the ledger fails; as above
   * @throws IOException when {@code out} fails
   */
  void exportTo(Backup backup, OutputStream out) throws IOException;

  /**
   * Reads a file that {@link #exportTo} has written, here or elsewhere, into a new backup. No vote
   * is changed: that is for {@link #merge} or {@link #restore} to do, once all of the file is known
   * to be sound.
   *
   * @param in the file; read to its end, not closed
   * @return the backup, which expires like one taken now
   * @throws BackupException when the file is damaged or incomplete, in a format that this library
   *     does not know, or of a poll that is recorded with other rules; the message names the line.
   *     Also when a voter was erased meanwhile; then call again
   * @throws VoteLedgerException when the ledger fails; nothing is kept
   * @throws IOException when {@code in} fails; nothing is kept
   */
  Backup importFrom(InputStream in) throws IOException;
}
