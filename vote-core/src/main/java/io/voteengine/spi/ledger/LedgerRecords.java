package io.voteengine.spi.ledger;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.query.AuditReport;
import io.voteengine.query.HistoryEntry;
import io.voteengine.query.RecordedVote;
import io.voteengine.query.Timeline;
import io.voteengine.query.VoteActivity;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger's records for people. Safe for use by many threads; every method throws {@link
 * VoteLedgerException} when it fails.
 */
public interface LedgerRecords {
  /**
   * Returns the subjects of a poll that a ranking puts first, among those with votes that are not
   * withdrawn. Reads only the subjects that it returns, as of the last {@code
   * VoteLedger.refreshRankings}.
   *
   * @param poll name of the poll
   * @param ranking the order
   * @param limit how many at most
   * @return the subjects, highest first, equal ones in the order of {@link SubjectId}
   */
  List<RankedSubject> top(String poll, Ranking ranking, int limit);

  /**
   * Returns a voter's present choices other than {@link io.voteengine.Choice#NONE}, newest first;
   * those of the same moment are in the order of poll and key.
   *
   * @param voter whose choices
   * @param choice only these; null: both
   * @param after the last vote of the previous page; null: the first page
   * @param limit how many at most
   * @return the page
   */
  List<RecordedVote> votesOf(
      VoterId voter, @Nullable Choice choice, @Nullable RecordedVote after, int limit);

  /**
   * Returns the present choices on a subject other than {@link io.voteengine.Choice#NONE}, in an
   * order that the ledger chooses.
   *
   * @param subject the subject
   * @param after the last voter of the previous page; null: the first page
   * @param limit how many at most
   * @return the page
   */
  List<RecordedVote> votesOn(SubjectId subject, @Nullable VoterId after, int limit);

  /**
   * Returns the number of votes that counted on a subject, by interval and variant.
   *
   * @param subject the subject
   * @param timeline the intervals
   * @return by interval, then by variant, null first; those without votes are left out
   */
  List<VoteActivity> activity(SubjectId subject, Timeline timeline);

  /**
   * Returns the number of votes that counted in a poll, by interval and variant.
   *
   * @param poll name of the poll
   * @param timeline the intervals
   * @return as {@link #activity(SubjectId, Timeline)}
   */
  List<VoteActivity> activity(String poll, Timeline timeline);

  /**
   * Returns the newest entries of the audit log for a subject, by the time of the vote, newest
   * first.
   *
   * @param subject the subject
   * @param limit how many at most
   * @return the entries
   */
  List<HistoryEntry> history(SubjectId subject, int limit);

  /**
   * Returns the newest entries of the audit log for a whole poll, by the time of the vote, newest
   * first.
   *
   * @param poll name of the poll
   * @param limit how many at most
   * @return the entries
   */
  List<HistoryEntry> history(String poll, int limit);

  /**
   * Counts a poll's votes in three ways, see {@link AuditReport}. Reads every row of the poll.
   *
   * @param poll name of the poll
   * @return what was found, at one moment
   */
  AuditReport audit(String poll);
}
