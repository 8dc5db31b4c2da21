package io.voteengine.jdbc.query;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.query.AuditReport;
import io.voteengine.query.HistoryEntry;
import io.voteengine.query.RecordedVote;
import io.voteengine.query.Timeline;
import io.voteengine.query.VoteActivity;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.ledger.LedgerRecords;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Reads for people. What reads a whole poll has a timeout of its own. */
public final class JdbcRecords implements LedgerRecords {
  private final Transactions transactions;
  private final Transactions audits;
  private final ToIntFunction<SubjectId> partitionOf;

  public JdbcRecords(
      Transactions transactions, Transactions audits, ToIntFunction<SubjectId> partitionOf) {
    this.transactions = transactions;
    this.audits = audits;
    this.partitionOf = partitionOf;
  }

  @Override
  public List<RankedSubject> top(String poll, Ranking ranking, int limit) {
    return transactions.read(
        "read the top subjects", tx -> RankingColumns.top(tx, poll, ranking, limit));
  }

  @Override
  public List<RecordedVote> votesOf(
      VoterId voter, @Nullable Choice choice, @Nullable RecordedVote after, int limit) {
    return transactions.read(
        "read a voter's votes", tx -> VotesOfVoter.page(tx, voter, choice, after, limit));
  }

  @Override
  public List<RecordedVote> votesOn(SubjectId subject, @Nullable VoterId after, int limit) {
    int partition = partitionOf.applyAsInt(subject);
    return transactions.read(
        "read the votes on a subject",
        tx -> VotesOnSubject.page(tx, partition, subject, after, limit));
  }

  @Override
  public List<VoteActivity> activity(SubjectId subject, Timeline timeline) {
    int partition = partitionOf.applyAsInt(subject);
    return transactions.read(
        "count the votes on a subject", tx -> ActivityCounts.of(tx, partition, subject, timeline));
  }

  @Override
  public List<VoteActivity> activity(String poll, Timeline timeline) {
    return audits.read("count the votes in a poll", tx -> ActivityCounts.of(tx, poll, timeline));
  }

  @Override
  public List<HistoryEntry> history(SubjectId subject, int limit) {
    int partition = partitionOf.applyAsInt(subject);
    return transactions.read(
        "read a subject's history", tx -> NewestEntries.of(tx, partition, subject, limit));
  }

  @Override
  public List<HistoryEntry> history(String poll, int limit) {
    return transactions.read("read a poll's history", tx -> NewestEntries.of(tx, poll, limit));
  }

  @Override
  public AuditReport audit(String poll) {
    return audits.read("audit a poll", tx -> PollAudit.of(tx, poll));
  }
}
