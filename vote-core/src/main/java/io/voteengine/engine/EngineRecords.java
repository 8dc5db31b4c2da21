package io.voteengine.engine;

import io.voteengine.Choice;
import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.cache.ReadMode;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.read.PageSize;
import io.voteengine.engine.read.VoteCursor;
import io.voteengine.query.HistoryEntry;
import io.voteengine.query.RecordedVote;
import io.voteengine.query.Records;
import io.voteengine.query.Timeline;
import io.voteengine.query.VoteActivity;
import io.voteengine.query.VotePage;
import io.voteengine.ranking.RankedPage;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.VoteLedger;
import io.voteengine.util.IdRules;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the records from the ledger. A poll that is not to be shown has none. */
final class EngineRecords implements Records {
  private final VoteLedger ledger;
  private final Lifecycle lifecycle;
  private final EngineReads reads;
  private final Predicate<String> isShown;

  /**
   * @param isShown whether the records of a poll are to be shown
   */
  EngineRecords(
      VoteLedger ledger, Lifecycle lifecycle, EngineReads reads, Predicate<String> isShown) {
    this.ledger = ledger;
    this.lifecycle = lifecycle;
    this.reads = reads;
    this.isShown = isShown;
  }

  private <T> List<T> ofShown(String poll, Supplier<List<T>> records) {
    return lifecycle.whileOpen(() -> isShown.test(poll) ? records.get() : List.of());
  }

  @Override
  public List<RankedSubject> top(String poll, Ranking ranking, int limit) {
    return top(poll, ranking, limit, ReadMode.exact()).subjects();
  }

  @Override
  public RankedPage top(String poll, Ranking ranking, int limit, ReadMode mode) {
    IdRules.check("poll", poll);
    PageSize.check(limit);
    Objects.requireNonNull(mode, "mode");
    return lifecycle.whileOpen(
        () ->
            isShown.test(poll)
                ? reads.ranked(
                    poll, ranking, limit, mode, () -> ledger.records().top(poll, ranking, limit))
                : new RankedPage(List.of(), Duration.ZERO));
  }

  @Override
  public List<RecordedVote> votesOn(SubjectId subject, @Nullable VoterId after, int limit) {
    PageSize.check(limit);
    return ofShown(subject.poll(), () -> ledger.records().votesOn(subject, after, limit));
  }

  @Override
  public List<VoteActivity> activity(SubjectId subject, Timeline timeline) {
    return ofShown(subject.poll(), () -> ledger.records().activity(subject, timeline));
  }

  @Override
  public List<VoteActivity> activity(String poll, Timeline timeline) {
    IdRules.check("poll", poll);
    return ofShown(poll, () -> ledger.records().activity(poll, timeline));
  }

  @Override
  public VotePage votesOf(
      VoterId voter, @Nullable Choice choice, @Nullable String cursor, int limit) {
    Objects.requireNonNull(voter, "voter");
    if (choice == Choice.NONE) {
      throw new InvalidInputException("choice", "must be UP, DOWN or null: NONE is no vote");
    }
    PageSize.check(limit);
    RecordedVote after = cursor == null ? null : VoteCursor.vote(voter, cursor);
    List<RecordedVote> votes =
        lifecycle.whileOpen(() -> ledger.records().votesOf(voter, choice, after, limit));
    return new VotePage(
        votes, votes.size() < limit ? null : VoteCursor.after(votes.get(votes.size() - 1)));
  }

  @Override
  public List<HistoryEntry> history(SubjectId subject, int limit) {
    PageSize.check(limit);
    return ofShown(subject.poll(), () -> ledger.records().history(subject, limit));
  }

  @Override
  public List<HistoryEntry> history(String poll, int limit) {
    IdRules.check("poll", poll);
    PageSize.check(limit);
    return ofShown(poll, () -> ledger.records().history(poll, limit));
  }
}
