package io.voteengine.partitioned;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.query.AuditReport;
import io.voteengine.query.AuditReport.Counts;
import io.voteengine.query.HistoryEntry;
import io.voteengine.query.RecordedVote;
import io.voteengine.query.Timeline;
import io.voteengine.query.VoteActivity;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.ledger.LedgerRecords;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of several ledgers, merged in the order that one ledger would give. */
final class PartitionedRecords implements LedgerRecords {
  private static final Comparator<RecordedVote> NEWEST_FIRST =
      comparing(RecordedVote::castAt).reversed().thenComparing(RecordedVote::subject);

  private final LedgersByPartition all;

  PartitionedRecords(LedgersByPartition all) {
    this.all = all;
  }

  private <T> Stream<T> each(Function<LedgerRecords, List<T>> read) {
    return all.ledgers().stream().flatMap(ledger -> read.apply(ledger.records()).stream());
  }

  @Override
  public List<RankedSubject> top(String poll, Ranking ranking, int limit) {
    return each(ledger -> ledger.top(poll, ranking, limit))
        .sorted(
            comparingDouble(RankedSubject::value).reversed().thenComparing(RankedSubject::subject))
        .limit(limit)
        .toList();
  }

  @Override
  public List<RecordedVote> votesOf(
      VoterId voter, @Nullable Choice choice, @Nullable RecordedVote after, int limit) {
    return each(ledger -> ledger.votesOf(voter, choice, after, limit))
        .sorted(NEWEST_FIRST)
        .limit(limit)
        .toList();
  }

  @Override
  public List<RecordedVote> votesOn(SubjectId subject, @Nullable VoterId after, int limit) {
    return all.of(subject).records().votesOn(subject, after, limit);
  }

  @Override
  public List<VoteActivity> activity(SubjectId subject, Timeline timeline) {
    return all.of(subject).records().activity(subject, timeline);
  }

  @Override
  public List<VoteActivity> activity(String poll, Timeline timeline) {
    record Key(Instant from, @Nullable String variant) {}
    Map<Key, VoteActivity> sums =
        new TreeMap<>(comparing(Key::from).thenComparing(Key::variant, nullsFirst(naturalOrder())));
    BinaryOperator<VoteActivity> plus =
        (one, other) ->
            new VoteActivity(
                one.from(),
                one.variant(),
                one.up() + other.up(),
                one.down() + other.down(),
                one.retracted() + other.retracted());
    each(ledger -> ledger.activity(poll, timeline))
        .forEach(part -> sums.merge(new Key(part.from(), part.variant()), part, plus));
    return List.copyOf(sums.values());
  }

  @Override
  public List<HistoryEntry> history(SubjectId subject, int limit) {
    return all.of(subject).records().history(subject, limit);
  }

  @Override
  public List<HistoryEntry> history(String poll, int limit) {
    return each(ledger -> ledger.history(poll, limit))
        .sorted(comparing(HistoryEntry::castAt).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public AuditReport audit(String poll) {
    return all.ledgers().stream()
        .map(ledger -> ledger.records().audit(poll))
        .reduce(PartitionedRecords::sum)
        .orElseThrow();
  }

  private static AuditReport sum(AuditReport one, AuditReport other) {
    return new AuditReport(
        one.poll(),
        one.subjects() + other.subjects(),
        sum(one.tallies(), other.tallies()),
        sum(one.votes(), other.votes()),
        sum(one.events(), other.events()),
        Stream.concat(one.differing().stream(), other.differing().stream()).toList());
  }

  private static Counts sum(Counts one, Counts other) {
    return new Counts(one.up() + other.up(), one.down() + other.down());
  }
}
