package io.voteengine;

import io.voteengine.spi.Deadline;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteServer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Reads subjects of one partition from the store, loading what it lacks. */
final class ReadCall extends Call<List<SubjectView>> {
  private final VoteServer server;
  private final Terms terms;
  private final Loader loader;
  private final int partition;
  private final List<SubjectId> subjects;
  private final @Nullable VoterId voter;

  ReadCall(
      VoteServer server,
      Terms terms,
      Loader loader,
      ScheduledExecutorService timer,
      int partition,
      List<SubjectId> subjects,
      @Nullable VoterId voter,
      Deadline deadline) {
    super(deadline, timer);
    this.server = server;
    this.terms = terms;
    this.loader = loader;
    this.partition = partition;
    this.subjects = subjects;
    this.voter = voter;
  }

  @Override
  void attempt() {
    Term term = terms.of(partition);
    goOn(
        server.read(term, subjects, voter),
        reply -> {
          if (reply instanceof ReadReply.Read read) {
            answered(term, read);
          } else {
            follow(terms, term);
          }
        });
  }

  private void answered(Term term, ReadReply.Read read) {
    if (read.subjects().isEmpty() && read.votes().isEmpty()) {
      result.complete(read.views());
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
