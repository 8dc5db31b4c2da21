package io.voteengine.engine.read;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.engine.cast.RetriedCall;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.journal.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads subjects of one partition from the store, and loads what only the ledger has. Subjects that
 * the ledger lacks, and voters who have not voted, leave nothing in the store.
 */
final class ReadCall extends RetriedCall<List<SubjectView>> {
  private final VoteServer server;
  private final Terms terms;
  private final Loader loader;
  private final Predicate<Term> lacksVotes;
  private final int partition;
  private final List<SubjectId> subjects;
  private final @Nullable VoterId voter;

  /** The term and the counter of evictions for which the following sets are valid. */
  private @Nullable Term asked;

  private long evictions;

  /** Subjects that neither store nor ledger has, and those that the voter has not voted on. */
  private final Set<SubjectId> nowhere = new HashSet<>();

  private final Set<SubjectId> notVoted = new HashSet<>();

  ReadCall(
      VoteServer server,
      Terms terms,
      Loader loader,
      Predicate<Term> lacksVotes,
      ScheduledExecutorService timer,
      int partition,
      List<SubjectId> subjects,
      @Nullable VoterId voter,
      Deadline deadline) {
    super(deadline, timer);
    this.server = server;
    this.terms = terms;
    this.loader = loader;
    this.lacksVotes = lacksVotes;
    this.partition = partition;
    this.subjects = subjects;
    this.voter = voter;
  }

  @Override
  protected void attempt() {
    Term term = terms.of(partition);
    // Test before the read: a vote that is sent again meanwhile may arrive after it.
    boolean exact = !lacksVotes.test(term);
    goOn(
        server.read(term, subjects, voter),
        reply -> {
          if (reply instanceof ReadReply.Read read) {
            answered(term, read, exact);
          } else {
            follow(terms, term);
          }
        });
  }

  private void answered(Term term, ReadReply.Read read, boolean exact) {
    if (!term.equals(asked) || read.evictions() != evictions) {
      asked = term;
      evictions = read.evictions();
      nowhere.clear();
      notVoted.clear();
    }
    if (!read.draining().isEmpty()) {
      later(null);
      return;
    }
    List<SubjectId> missing =
        read.subjects().stream().filter(subject -> !nowhere.contains(subject)).toList();
    List<VoteKey> votes =
        voter == null
            ? List.of()
            : read.votes().stream()
                .filter(subject -> !notVoted.contains(subject))
                .map(subject -> new VoteKey(subject, voter))
                .toList();
    if (missing.isEmpty() && votes.isEmpty()) {
      complete(term, read, exact);
      return;
    }
    goOn(
        loader.recorded(term, missing).thenCombine(loader.recordedVotes(term, votes), this::learnt),
        outcome -> {
          switch (outcome) {
            case ABSENT -> complete(term, read, exact);
            case LOADED -> again();
            case RETRY -> later(null);
          }
        });
  }

  /**
   * Records what the ledger lacks, which is valid for every answer with the same counter of
   * evictions.
   */
  private Loader.Outcome learnt(
      Map<SubjectId, Loader.Outcome> subjects, Map<VoteKey, Loader.Outcome> votes) {
    subjects.forEach(
        (subject, outcome) -> {
          if (outcome == Loader.Outcome.ABSENT) {
            nowhere.add(subject);
          }
        });
    votes.forEach(
        (vote, outcome) -> {
          if (outcome == Loader.Outcome.ABSENT) {
            notVoted.add(vote.subject());
          }
        });
    Set<Loader.Outcome> all = new HashSet<>(subjects.values());
    all.addAll(votes.values());
    return all.contains(Loader.Outcome.RETRY)
        ? Loader.Outcome.RETRY
        : all.contains(Loader.Outcome.LOADED) ? Loader.Outcome.LOADED : Loader.Outcome.ABSENT;
  }

  /**
   * A subject that the store did not hold at its answer, and that the ledger did not have after it,
   * had no votes before the answer. So the page is as exact as what the store holds.
   */
  private void complete(Term term, ReadReply.Read read, boolean exact) {
    List<SubjectView> views = new ArrayList<>(read.views());
    Tally none = new Tally(0, 0, term.epoch(), 0);
    read.subjects()
        .forEach(subject -> views.add(new SubjectView(subject, none, Choice.NONE, true)));
    result.complete(exact ? views : views.stream().map(ReadCall::inexact).toList());
  }

  @Override
  protected void expired(@Nullable Throwable lastFailure) {
    result.completeExceptionally(
        lastFailure != null
            ? lastFailure
            : new StoreUnavailableException("The store did not answer in time.", null));
  }

  static SubjectView inexact(SubjectView view) {
    return new SubjectView(view.subject(), view.tally(), view.choice(), false);
  }
}
