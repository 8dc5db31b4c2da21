package io.voteengine;

import io.voteengine.spi.Deadline;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteServer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads subjects of one partition from the store, loading what it lacks. */
final class ReadCall extends Call<List<SubjectView>> {
  private final VoteServer server;
  private final Terms terms;
  private final Loader loader;
  private final Predicate<Term> lacksVotes;
  private final int partition;
  private final List<SubjectId> subjects;
  private final @Nullable VoterId voter;

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
  void attempt() {
    Term term = terms.of(partition);
    // Before the read: what is sent again meanwhile may come after it.
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
    if (read.subjects().isEmpty() && read.votes().isEmpty()) {
      result.complete(
          exact ? read.views() : read.views().stream().map(SubjectView::inexact).toList());
      return;
    }
    CompletionStage<Loader.Outcome> loading = loader.subjects(term, read.subjects());
    if (voter != null) {
      List<VoteKey> votes = read.votes().stream().map(s -> new VoteKey(s, voter)).toList();
      loading = loading.thenCombine(loader.votes(term, votes), Loader.Outcome::and);
    }
    goOn(
        loading,
        outcome -> {
          if (outcome == Loader.Outcome.LOADED) {
            again();
          } else {
            later(null);
          }
        });
  }

  @Override
  void expired(@Nullable Throwable lastFailure) {
    result.completeExceptionally(
        lastFailure != null
            ? lastFailure
            : new StoreUnavailableException("The store did not answer in time.", null));
  }
}
