package io.voteengine;

import io.voteengine.spi.LedgerRead;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PartitionState;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoteStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Brings into the store what only the ledger has, by the three steps that the store demands. */
final class Loader {
  /** Whether the store now has what was missing. */
  enum Outcome {
    LOADED,
    /** Not yet: something moved meanwhile, or must move first. */
    RETRY,
    /** The ledger does not have it either. */
    ABSENT;

    Outcome and(Outcome other) {
      return this == LOADED ? other : this;
    }
  }

  /** How many subjects, or voters' choices, may share a read of the ledger. */
  private static final int TOGETHER = 256;

  private final VoteStore store;
  private final VoteLedger ledger;
  private final Terms terms;
  private final Executor executor;
  private final Counters counters;
  private final List<LoadLane<String>> pollLanes;
  private final List<LoadLane<SubjectId>> subjectLanes;
  private final List<LoadLane<VoteKey>> voteLanes;

  Loader(
      VoteStore store,
      VoteLedger ledger,
      Terms terms,
      Executor executor,
      int partitions,
      Counters counters) {
    this.counters = counters;
    this.store = store;
    this.ledger = ledger;
    this.terms = terms;
    this.executor = executor;
    this.pollLanes = lanes(partitions, 1, this::loadPoll);
    this.subjectLanes = lanes(partitions, TOGETHER, this::loadSubjects);
    this.voteLanes = lanes(partitions, TOGETHER, this::loadVotes);
  }

  private static <K> List<LoadLane<K>> lanes(
      int partitions, int most, BiFunction<Term, List<K>, CompletionStage<Outcome>> load) {
    return Stream.generate(() -> new LoadLane<>(most, load)).limit(partitions).toList();
  }

  /** Loads nothing, by all the steps that loading takes. */
  CompletionStage<Outcome> warmUp(Term term) {
    return loadSubjects(term, List.of()).thenCombine(loadVotes(term, List.of()), Outcome::and);
  }

  CompletionStage<Outcome> poll(Term term, String name) {
    return counted(pollLanes.get(term.partition()).load(term, name));
  }

  private CompletionStage<Outcome> loadPoll(Term term, List<String> one) {
    return CompletableFuture.supplyAsync(() -> ledger.poll(term.partition(), one.get(0)), executor)
        .thenCompose(read -> installPoll(term, read));
  }

  private CompletionStage<Outcome> installPoll(Term term, LedgerRead<Optional<PollSnapshot>> read) {
    if (read.value().isEmpty()) {
      return CompletableFuture.completedStage(Outcome.ABSENT);
    }
    return moved(term, read.term())
        ? CompletableFuture.completedStage(Outcome.RETRY)
        : store.loadPoll(term, read.value().get()).thenApply(reply -> heard(term, reply));
  }

  CompletionStage<Outcome> subjects(Term term, Collection<SubjectId> subjects) {
    return all(subjectLanes.get(term.partition()), term, subjects);
  }

  CompletionStage<Outcome> votes(Term term, Collection<VoteKey> votes) {
    return all(voteLanes.get(term.partition()), term, votes);
  }

  private <K> CompletionStage<Outcome> all(LoadLane<K> lane, Term term, Collection<K> keys) {
    CompletionStage<Outcome> all = CompletableFuture.completedStage(Outcome.LOADED);
    for (K key : keys) {
      all = all.thenCombine(lane.load(term, key), Outcome::and);
    }
    return counted(all);
  }

  private CompletionStage<Outcome> counted(CompletionStage<Outcome> load) {
    return load.whenComplete(
        (outcome, failure) -> {
          if (failure != null) {
            counters.failedLoads.increment();
          }
        });
  }

  private CompletionStage<Outcome> loadSubjects(Term term, List<SubjectId> subjects) {
    return load(
        term,
        evictions -> {
          LedgerRead<List<SubjectSnapshot>> read = ledger.subjects(term.partition(), subjects);
          return moved(term, read.term())
              ? CompletableFuture.completedStage(LoadReply.RETRY)
              : store.loadSubjects(term, evictions, read.value());
        });
  }

  private CompletionStage<Outcome> loadVotes(Term term, List<VoteKey> votes) {
    return load(
        term,
        evictions -> {
          LedgerRead<List<VoteSnapshot>> read = ledger.votes(term.partition(), votes);
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
}
