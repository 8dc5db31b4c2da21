package io.voteengine;

import io.voteengine.spi.LedgerRead;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PartitionState;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoteStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Brings into the store what only the ledger has, by the three steps that the store demands. */
final class Loader {
  /** Whether the store now has what was missing. */
  enum Outcome {
    LOADED,
    /** Not yet: something moved meanwhile, or must move first. */
    RETRY,
    /** The ledger does not have it either. */
    ABSENT
  }

  private final VoteStore store;
  private final VoteLedger ledger;
  private final Terms terms;
  private final Executor executor;
  private final ConcurrentHashMap<Object, CompletableFuture<Outcome>> underWay =
      new ConcurrentHashMap<>();

  Loader(VoteStore store, VoteLedger ledger, Terms terms, Executor executor) {
    this.store = store;
    this.ledger = ledger;
    this.terms = terms;
    this.executor = executor;
  }

  /**
   * Asks the ledger all that a first vote will ask, so that it need not wait for classes to load.
   */
  void warmUp() {
    SubjectId nobodys = SubjectId.of("warm-up", "warm-up");
    ledger.poll(0, nobodys.poll());
    ledger.subjects(0, List.of(nobodys));
    ledger.votes(0, VoterId.of("warm-up"), List.of(nobodys));
  }

  private record PollOf(Term term, String name) {}

  private record SubjectOf(Term term, SubjectId subject) {}

  CompletionStage<Outcome> poll(Term term, String name) {
    return once(
        new PollOf(term, name),
        () ->
            CompletableFuture.supplyAsync(() -> ledger.poll(term.partition(), name), executor)
                .thenCompose(read -> installPoll(term, read)));
  }

  private CompletionStage<Outcome> installPoll(Term term, LedgerRead<Optional<PollSnapshot>> read) {
    if (read.value().isEmpty()) {
      return CompletableFuture.completedStage(Outcome.ABSENT);
    }
    return moved(term, read.term())
        ? CompletableFuture.completedStage(Outcome.RETRY)
        : store.loadPoll(term, read.value().get()).thenApply(reply -> heard(term, reply));
  }

  CompletionStage<Outcome> subject(Term term, SubjectId subject) {
    return once(new SubjectOf(term, subject), () -> subjects(term, List.of(subject)));
  }

  CompletionStage<Outcome> subjects(Term term, Collection<SubjectId> subjects) {
    List<SubjectId> wanted = List.copyOf(subjects);
    return load(
        term,
        evictions -> {
          LedgerRead<List<SubjectSnapshot>> read = ledger.subjects(term.partition(), wanted);
          return moved(term, read.term())
              ? CompletableFuture.completedStage(LoadReply.RETRY)
              : store.loadSubjects(term, evictions, read.value());
        });
  }

  CompletionStage<Outcome> votes(Term term, VoterId voter, Collection<SubjectId> subjects) {
    List<SubjectId> wanted = List.copyOf(subjects);
    return load(
        term,
        evictions -> {
          LedgerRead<List<VoteSnapshot>> read = ledger.votes(term.partition(), voter, wanted);
          return moved(term, read.term())
              ? CompletableFuture.completedStage(LoadReply.RETRY)
              : store.loadVotes(term, evictions, read.value());
        });
  }

  /** The counter of evictions is read first, then the ledger, and only then is it installed. */
  private CompletionStage<Outcome> load(
      Term term, Function<Long, CompletionStage<LoadReply>> readAndInstall) {
    return store
        .state(term.partition())
        .thenComposeAsync(
            state -> {
              PartitionState.Meta meta = state.meta();
              return meta == null
                  ? CompletableFuture.completedStage(LoadReply.WRONG_EPOCH)
                  : readAndInstall.apply(meta.evictions());
            },
            executor)
        .thenApply(reply -> heard(term, reply));
  }

  private boolean moved(Term asked, Term read) {
    terms.heard(read);
    return !read.equals(asked);
  }

  private Outcome heard(Term term, LoadReply reply) {
    if (reply == LoadReply.WRONG_EPOCH) {
      terms.refresh(term.partition());
    }
    return reply == LoadReply.LOADED ? Outcome.LOADED : Outcome.RETRY;
  }

  private CompletionStage<Outcome> once(Object key, Supplier<CompletionStage<Outcome>> load) {
    CompletableFuture<Outcome> mine = new CompletableFuture<>();
    CompletableFuture<Outcome> first = underWay.putIfAbsent(key, mine);
    if (first != null) {
      return first;
    }
    CompletionStage<Outcome> loading;
    try {
      loading = load.get();
    } catch (RuntimeException e) {
      loading = CompletableFuture.failedStage(e);
    }
    loading.whenComplete(
        (outcome, failure) -> {
          underWay.remove(key, mine);
          if (failure != null) {
            mine.completeExceptionally(Failures.cause(failure));
          } else {
            mine.complete(outcome);
          }
        });
    return mine;
  }
}
