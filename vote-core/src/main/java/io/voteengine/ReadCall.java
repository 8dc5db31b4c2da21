package io.voteengine;

import io.voteengine.spi.Deadline;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Reads subjects of one partition from the store, loading what it lacks. */
final class ReadCall extends Call<List<SubjectView>> {
  private final VoteStore store;
  private final Terms terms;
  private final Loader loader;
  private final int partition;
  private final List<SubjectId> subjects;
  private final @Nullable VoterId voter;

  ReadCall(
      VoteStore store,
      Terms terms,
      Loader loader,
      ScheduledExecutorService timer,
      int partition,
      List<SubjectId> subjects,
      @Nullable VoterId voter,
      Deadline deadline) {
    super(deadline, timer);
    this.store = store;
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
        store.read(term, subjects, voter),
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
    List<CompletableFuture<Loader.Outcome>> loads = new ArrayList<>();
    add(loads, read.subjects().isEmpty() ? null : loader.subjects(term, read.subjects()));
    add(
        loads,
        voter == null || read.votes().isEmpty() ? null : loader.votes(term, voter, read.votes()));
    goOn(
        CompletableFuture.allOf(loads.toArray(CompletableFuture<?>[]::new)),
        done -> {
          if (loads.stream().allMatch(load -> load.join() == Loader.Outcome.LOADED)) {
            again();
          } else {
            later(null);
          }
        });
  }

  private static void add(
      List<CompletableFuture<Loader.Outcome>> loads,
      @Nullable CompletionStage<Loader.Outcome> load) {
    if (load != null) {
      loads.add(load.toCompletableFuture());
    }
  }

  @Override
  void expired(@Nullable Throwable lastFailure) {
    result.completeExceptionally(
        lastFailure != null
            ? lastFailure
            : new StoreUnavailableException("The store did not answer in time.", null));
  }
}
