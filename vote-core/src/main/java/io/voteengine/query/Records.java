package io.voteengine.query;

import io.voteengine.Choice;
import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.cache.ReadMode;
import io.voteengine.ranking.RankedPage;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's records of who voted and when, for pages and reports. Votes of the last moments may
 * be missing. Safe for use by many threads.
 */
public interface Records {
  /**
   * Returns the subjects of a poll that a ranking puts first, among those with votes that are not
   * withdrawn. Reads only the subjects that it returns. Rankings are brought up to date once a
   * second, and by {@link VoteEngine#drain}: places and tallies may be that old. For scores that
   * include every vote see {@link VoteEngine#top}.
   *
   * @param poll name of the poll
   * @param ranking the order
   * @param limit how many at most, 1 to 10,000
   * @return the subjects, highest first, equal ones in the order of {@link SubjectId}
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<RankedSubject> top(String poll, Ranking ranking, int limit);

  /**
   * Returns the same, from a copy if the mode allows it and this node has one. Where it allows
   * that, rows also have newer counts if this node has copies of them: the values and the order of
   * {@link Ranking#SCORE}, {@link Ranking#WILSON} and {@link Ranking#CONTROVERSY} follow these
   * counts, a subject of {@link Ranking#HOT} keeps its place, and one without votes is left out.
   * Subjects that are not in the ledger's ranking yet come with the next read of it.
   *
   * @param poll name of the poll
   * @param ranking the order
   * @param limit how many at most, 1 to 10,000
   * @param mode whether a copy may answer
   * @return the subjects, and how old they may be beyond the time of {@link #top(String, Ranking,
   *     int)}
   * @throws VoteLedgerException when the ledger does not answer
   */
  RankedPage top(String poll, Ranking ranking, int limit, ReadMode mode);

  /**
   * Returns who has voted on a subject, and which choice each has, other than {@link Choice#NONE}.
   * The ledger chooses the order, in which every voter has a fixed place.
   *
   * @param subject the subject
   * @param after the last voter of the previous page; null: the first page
   * @param limit how many at most, 1 to 10,000
   * @return the page; shorter than {@code limit} only at the end
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<RecordedVote> votesOn(SubjectId subject, @Nullable VoterId after, int limit);

  /**
   * Returns the number of votes on a subject, per interval and variant.
   *
   * @param subject the subject
   * @param timeline the intervals
   * @return by interval, then by variant, votes without a variant first; an interval without votes
   *     has no entry
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<VoteActivity> activity(SubjectId subject, Timeline timeline);

  /**
   * Returns the number of votes in a poll, per interval and variant. Reads every vote of that time.
   *
   * @param poll name of the poll
   * @param timeline the intervals
   * @return as {@link #activity(SubjectId, Timeline)}
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<VoteActivity> activity(String poll, Timeline timeline);

  /**
   * Returns a voter's present choices, newest first. Votes of the last moments may be missing.
   * Those in polls that hide their counts are among them: show these to the voter only.
   *
   * @param voter whose choices
   * @param choice {@link Choice#UP} or {@link Choice#DOWN}: only these; null: both
   * @param cursor {@link VotePage#next} of the previous page; null: the first page
   * @param limit how many at most, 1 to 10,000
   * @return the page
   * @throws InvalidInputException when the choice is {@link Choice#NONE} or the cursor is not one
   *     that this method has returned
   * @throws VoteLedgerException when the ledger does not answer
   */
  VotePage votesOf(VoterId voter, @Nullable Choice choice, @Nullable String cursor, int limit);

  /**
   * Returns the newest entries of the audit log for a subject, newest first. Votes of the last
   * moments may be missing.
   *
   * @param subject the subject
   * @param limit how many at most, 1 to 10,000
   * @return the entries
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<HistoryEntry> history(SubjectId subject, int limit);

  /**
   * Returns the newest entries of the audit log for a whole poll, newest first. Votes of the last
   * moments may be missing.
   *
   * @param poll name of the poll
   * @param limit how many at most, 1 to 10,000
   * @return the entries
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<HistoryEntry> history(String poll, int limit);
}
