package io.voteengine.query;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of who voted and when, for pages that show it and for reports. Votes of the
 * last moments may be missing. Safe for use by many threads.
 */
public interface Records {
  /**
   * The subjects of a poll that a ranking puts first, among those with votes. Reads no more of the
   * poll than it returns. For scores that hold every vote see {@link VoteEngine#top}.
   *
   * @param poll name of the poll
   * @param ranking what to order by
   * @param limit how many at most, 1 to 10,000
   * @return highest first, equal ones in the order of {@link SubjectId}
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<RankedSubject> top(String poll, Ranking ranking, int limit);

  /**
   * Who has voted on a subject, and what; {@link Choice#NONE} left out. In an order of the ledger's
   * own, in which every voter has a fixed place.
   *
   * @param subject which
   * @param after the last voter of the page before; null: the first page
   * @param limit how many at most, 1 to 10,000
   * @return the page; shorter than {@code limit} only at the end
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<RecordedVote> votesOn(SubjectId subject, @Nullable VoterId after, int limit);

  /**
   * How much was voted on a subject, per interval and variant.
   *
   * @param subject which
   * @param timeline when
   * @return by interval, then by variant, those without one first; where nobody voted there is no
   *     entry
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<VoteActivity> activity(SubjectId subject, Timeline timeline);

  /**
   * How much was voted in a poll, per interval and variant. Reads every vote of that time.
   *
   * @param poll name of the poll
   * @param timeline when
   * @return as {@link #activity(SubjectId, Timeline)}
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<VoteActivity> activity(String poll, Timeline timeline);
}
