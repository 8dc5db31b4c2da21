package io.voteengine.result;

import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.poll.PollException;
import io.voteengine.result.proof.PollResult;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the counts of closed polls final, and shows what they are. Safe for use by many threads,
 * and on several nodes at once. Every method throws {@link VoteLedgerException} when the ledger
 * does not answer, and {@link VoteException} where the ledger seals no polls.
 */
public interface Results {
  /**
   * Finalizes a poll that is over now, instead of some minutes after its close, or continues a
   * finalization that has stopped. May take long. Where the poll is finalized, nothing changes.
   *
   * @param poll name of the poll
   * @return what was done
   * @throws PollException when the poll is unknown or not over; nothing was changed
   * @throws FinalizationException when a phase failed, or another node is at it; what the phases
   *     before it did stays
   */
  FinalizationReport finalizePoll(String poll);

  /**
   * Finalizes every poll that closed on a day, one after the other.
   *
   * @param day the day on which they closed
   * @param zone the time zone of the day
   * @return a report for each of them, in the order of their names; those that failed say why
   */
  List<FinalizationReport> finalizeDue(LocalDate day, ZoneId zone);

  /**
   * Returns how far the finalization of a poll is.
   *
   * @param poll name of the poll
   * @return empty where it has not begun
   */
  Optional<Finalization> finalization(String poll);

  /**
   * Returns the result of a sealed poll.
   *
   * @param poll name of the poll
   * @return the final counts; empty where the poll is not sealed
   */
  Optional<PollResult> find(String poll);

  /**
   * Returns the subjects of a sealed poll with the highest scores. Subjects that were withdrawn
   * before the seal keep their standings and take no place.
   *
   * @param poll name of the poll
   * @param limit how many at most, 1 to 1,000
   * @return the subjects in order, equal scores as {@link ResultOptions#ties} says; none where the
   *     poll is not sealed
   */
  Podium top(String poll, int limit);

  /**
   * Returns a proof that the result counts a voter's vote, see docs/results.md. It does not name
   * the voter, but shows the choice: hand it to nobody else.
   *
   * @param voter who voted
   * @param subject on what
   * @return the text of the proof's file; empty where the poll is not finalized, where its result
   *     counts no vote of this voter, and where the voter was erased
   * @throws FinalizationException when the host has given no key ({@link ResultOptions#signedBy}),
   *     or the ballots are not those that were signed
   */
  Optional<String> proofFor(VoterId voter, SubjectId subject);

  /**
   * Computes everything again from the ledger's rows: counts from votes and from the audit log,
   * ballots from votes, and the root from the ballots. May take long; voting continues meanwhile.
   *
   * @param poll name of the poll
   * @return what differs
   * @throws FinalizationException when the poll is not finalized
   */
  ResultCheck verify(String poll);

  /**
   * Writes the counts of a sealed poll, highest score first: place, subject, up, down and score.
   *
   * @param poll name of the poll
   * @param format the format
   * @param out flushed, not closed
   * @throws FinalizationException when the poll is not sealed; nothing is written
   * @throws IOException when {@code out} fails
   */
  void exportStandings(String poll, ExportFormat format, OutputStream out) throws IOException;

  /**
   * Writes the ballots of a finalized poll, without their voters, in the order of their leaves:
   * subject, choice and nonce. Memory use is bounded whatever their number.
   *
   * @param poll name of the poll
   * @param format the format
   * @param out flushed, not closed
   * @throws FinalizationException when the poll is not finalized; nothing is written
   * @throws IOException when {@code out} fails
   */
  void exportBallots(String poll, ExportFormat format, OutputStream out) throws IOException;

  /**
   * Recovers a poll from its newest backup that is intact: every voter has the choice in the backup
   * again, as {@link io.voteengine.backup.Backups#restore} says. A second call changes nothing. A
   * sealed result is never changed: what differs is recorded as amendments beside it. To count
   * tallies again from the votes, call {@link io.voteengine.VoteEngine#auditNow}.
   *
   * @param poll name of the poll
   * @param subjects the subjects to recover; none: all of them
   * @param dryRun true: only finds out what would change
   * @return what was changed, or would be
   * @throws PollException when the poll is unknown
   * @throws io.voteengine.backup.BackupException when a restore of another backup is under way
   */
  RecoveryReport recover(String poll, Set<SubjectId> subjects, boolean dryRun);

  /**
   * Recovers every poll that closed on a day, one after the other.
   *
   * @param day the day on which they closed
   * @param zone the time zone of the day
   * @param dryRun true: only finds out what would change
   * @return a report for each of them, in the order of their names
   */
  List<RecoveryReport> recoverDue(LocalDate day, ZoneId zone, boolean dryRun);

  /**
   * Returns the state of a poll: whether it is finalized, backed up and exact. Reads every vote.
   *
   * @param poll name of the poll
   * @return the state; it says so where the ledger does not answer
   * @throws PollException when the poll is unknown
   */
  PollHealth health(String poll);

  /**
   * Returns the state of all polls that closed on a day.
   *
   * @param day the day
   * @param zone its time zone
   * @return the state of all of them together
   */
  PollHealth health(LocalDate day, ZoneId zone);

  /**
   * Returns the state of the polls of a series, except archived ones and those of windows to come.
   *
   * @param series name of the series
   * @return the state of all of them together
   */
  PollHealth healthOfSeries(String series);

  /**
   * Archives a finalized poll: {@code polls().list()} no longer shows it. Its result stays.
   *
   * @param poll name of the poll
   * @throws FinalizationException when the poll is not finalized
   */
  void archive(String poll);

  /**
   * Returns the archived polls.
   *
   * @return their names, in the order of their bytes
   */
  List<String> archived();

  /**
   * Records what was found out or decided about a sealed poll. The result stays as it is: show the
   * amendment beside it.
   *
   * @param poll name of the poll
   * @param kind what it is about
   * @param subject the subject; null: the poll as a whole
   * @param votes how many votes it concerns, 0 or more
   * @param by who decides it, 1 to 128 UTF-8 bytes without control characters
   * @param why the reason, 1 to 500 characters without control characters
   * @return the amendment
   * @throws FinalizationException when the poll is not sealed
   */
  Amendment amend(
      String poll,
      Amendment.Kind kind,
      @Nullable SubjectId subject,
      long votes,
      String by,
      String why);

  /**
   * Returns the amendments of a poll.
   *
   * @param poll name of the poll
   * @return the oldest first
   */
  List<Amendment> amendments(String poll);
}
