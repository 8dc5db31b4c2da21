package io.voteengine.spi.ledger;

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
 * What people read of the ledger. Safe for use by many threads; every method throws {@link
 * VoteLedgerException} when it fails.
 */
public interface LedgerRecords {
  /**
   * The subjects of a poll that a ranking puts first, among those with votes. Reads no more of the
   * poll than it returns.
   *
   * @param poll name of the poll
   * @param ranking what to order by
   * @param limit how many at most
   * @return highest first, equal ones in the order of {@link SubjectId}
   */
  List<RankedSubject> top(String poll, Ranking ranking, int limit);

  /**
   * A voter's present choices, {@link io.voteengine.Choice#NONE} left out, newest first; those of
   * the same moment in the order of poll and key.
   *
   * @param voter who
   * @param after the last vote of the page before; null: the first page
   * @param limit how many at most
   * @return the page
   */
  List<RecordedVote> votesOf(VoterId voter, @Nullable RecordedVote after, int limit);

  /**
   * The present choices on a subject, {@link io.voteengine.Choice#NONE} left out, in an order of
   * the ledger's own.
   *
   * @param subject which
   * @param after the last voter of the page before; null: the first page
   * @param limit how many at most
   * @return the page
   */
  List<RecordedVote> votesOn(SubjectId subject, @Nullable VoterId after, int limit);

  /**
   * Votes on a subject that counted, by interval and variant.
   *
   * @param subject which
   * @param timeline when
   * @return by interval, then by variant, null first; without those in which there is nothing
   */
  List<VoteActivity> activity(SubjectId subject, Timeline timeline);

  /**
   * Votes in a poll that counted, by interval and variant.
   *
   * @param poll its name
   * @param timeline when
   * @return as {@link #activity(SubjectId, Timeline)}
   */
  List<VoteActivity> activity(String poll, Timeline timeline);

  /**
   * The newest entries of the audit log for a subject, by the time of the vote, newest first.
   *
   * @param subject which
   * @param limit how many at most
   * @return the entries
   */
  List<HistoryEntry> history(SubjectId subject, int limit);

  /**
   * The newest entries of the audit log for a whole poll, by the time of the vote, newest first.
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
   * @return what it found, at one moment
   */
  AuditReport audit(String poll);
}
