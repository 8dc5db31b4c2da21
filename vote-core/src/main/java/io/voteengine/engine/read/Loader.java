package io.voteengine.engine.read;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.engine.Causes;
import io.voteengine.engine.health.Counters;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerRead;
import io.voteengine.util.Micros;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads into the store what only the ledger has, with the three steps that the store requires. */
public final class Loader {
  /** The result of a load. */
  public enum Outcome {
    LOADED,
    /** Nothing was installed: something changed meanwhile, or must change first. */
    RETRY,
    /** The ledger does not have it either, and nothing was installed. */
    ABSENT
  }

  /** How many subjects, or voters' choices, may share a read of the ledger. */
  private static final int TOGETHER = 256;

  /**
   * A subject with up to about this many votes is loaded with all of them, so that no voter must be
   * loaded later.
   */
  private static final int FEW_VOTES = 64;

  /** How many votes are installed in one step, which must not block the store for long. */
  private static final int VOTES_AT_ONCE = 500;

  private final VoteStore store;
  private final VoteLedger ledger;
  private final Terms terms;
  private final Executor executor;
  private final Counters counters;
  private final List<LoadLane<String>> pollLanes;
  private final List<LoadLane<SubjectId>> subjectLanes;
  private final List<LoadLane<VoteKey>> voteLanes;
  private final List<LoadLane<SubjectId>> readSubjectLanes;
  private final List<LoadLane<VoteKey>> readVoteLanes;

  public Loader(
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
    this.pollLanes = lanes(partitions, 1, true, this::loadPoll);
    this.subjectLanes =
        lanes(partitions, TOGETHER, true, (t, k) -> loadSubjects(t, k, all -> true));
    this.voteLanes = lanes(partitions, TOGETHER, true, (t, k) -> loadVotes(t, k, all -> true));
    this.readSubjectLanes =
        lanes(
            partitions, TOGETHER, false, (t, k) -> loadSubjects(t, k, SubjectSnapshot::isRecorded));
    this.readVoteLanes =
        lanes(partitions, TOGETHER, false, (t, k) -> loadVotes(t, k, VoteSnapshot::isRecorded));
  }

  private static <K> List<LoadLane<K>> lanes(
      int partitions,
      int most,
      boolean joins,
      BiFunction<Term, List<K>, CompletionStage<LoadLane.Loaded<K>>> load) {
    return Stream.generate(() -> new LoadLane<>(most, joins, load)).limit(partitions).toList();
  }

  /** Runs all the steps of a load without loading anything. */
  public CompletionStage<?> warmUp(Term term) {
    return loadSubjects(term, List.of(), all -> true)
        .thenCombine(loadVotes(term, List.of(), all -> true), (subjects, votes) -> votes);
  }

  public CompletionStage<Outcome> poll(Term term, String name) {
    return counted(pollLanes.get(term.partition()).load(term, name));
  }

  private CompletionStage<LoadLane.Loaded<String>> loadPoll(Term term, List<String> one) {
    return CompletableFuture.supplyAsync(() -> ledger.poll(term.partition(), one.get(0)), executor)
        .thenCompose(read -> installPoll(term, read))
        .thenApply(
            outcome ->
                outcome == Outcome.ABSENT
                    ? new LoadLane.Loaded<>(Outcome.LOADED, Set.copyOf(one))
                    : new LoadLane.Loaded<>(outcome, Set.of()));
  }

  private CompletionStage<Outcome> installPoll(Term term, LedgerRead<Optional<PollSnapshot>> read) {
    if (read.value().isEmpty()) {
      return CompletableFuture.completedStage(Outcome.ABSENT);
    }
    return moved(term, read.term())
        ? CompletableFuture.completedStage(Outcome.RETRY)
        : store.loadPoll(term, read.value().get()).thenApply(reply -> outcome(term, reply));
  }

  /** Loads a subject for a cast, which needs it whether or not the ledger has it. */
  public CompletionStage<Outcome> subject(Term term, SubjectId subject) {
    return counted(subjectLanes.get(term.partition()).load(term, subject));
  }

  /** Loads a voter's choice for a cast, which needs to know whether the voter has voted. */
  public CompletionStage<Outcome> vote(Term term, VoteKey vote) {
    return counted(voteLanes.get(term.partition()).load(term, vote));
  }

  /** Finds the vote of a request; empty when the ledger does not have it. */
  public CompletableFuture<Optional<HistoryEntry>> request(
      int partition, VoteKey key, RequestId id) {
    return fromLedger(() -> findRequest(partition, key, id));
  }

  /** Looks in the audit log; then in the vote's row, which may be kept for longer than the log. */
  private Optional<HistoryEntry> findRequest(int partition, VoteKey key, RequestId id) {
    Optional<HistoryEntry> logged =
        ledger.requests(partition, List.of(id)).stream()
            .filter(it -> it.subject().equals(key.subject()) && it.voter().equals(key.voter()))
            .findFirst();
    return logged.isPresent()
        ? logged
        : ledger.votes(partition, List.of(key)).value().stream()
            .filter(row -> id.equals(row.requestId()))
            .map(
                row ->
                    new HistoryEntry(
                        row.voter(),
                        row.subject(),
                        row.choice(),
                        row.choice(),
                        Micros.toInstant(row.castAt()),
                        id,
                        null))
            .findFirst();
  }

  /** Finds the entries of the ledger's audit log with these request ids. */
  public CompletableFuture<List<HistoryEntry>> requests(int partition, List<RequestId> ids) {
    return fromLedger(() -> ledger.requests(partition, ids));
  }

  private <T> CompletableFuture<T> fromLedger(Supplier<T> read) {
    try {
      return CompletableFuture.supplyAsync(read, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(Causes.cause(e));
    }
  }

  /** Loads subjects for a read. Those that the ledger lacks leave nothing in the store. */
  CompletionStage<Map<SubjectId, Outcome>> recorded(Term term, Collection<SubjectId> subjects) {
    return all(readSubjectLanes.get(term.partition()), term, subjects);
  }

  /** Loads voters' choices for a read. Voters who have not voted leave nothing in the store. */
  CompletionStage<Map<VoteKey, Outcome>> recordedVotes(Term term, Collection<VoteKey> votes) {
    return all(readVoteLanes.get(term.partition()), term, votes);
  }

  private <K> CompletionStage<Map<K, Outcome>> all(
      LoadLane<K> lane, Term term, Collection<K> keys) {
    CompletionStage<Map<K, Outcome>> all = CompletableFuture.completedStage(new HashMap<>());
    for (K key : keys) {
      all =
          all.thenCombine(
              lane.load(term, key),
              (outcomes, outcome) -> {
                outcomes.put(key, outcome);
                return outcomes;
              });
    }
    return counted(all);
  }

  private <T> CompletionStage<T> counted(CompletionStage<T> load) {
    return load.whenComplete(
        (outcome, failure) -> {
          if (failure != null) {
            counters.failedLoads.increment();
          }
        });
  }

  private CompletionStage<LoadLane.Loaded<SubjectId>> loadSubjects(
      Term term, List<SubjectId> subjects, Predicate<SubjectSnapshot> wanted) {
    return load(
        term,
        () -> ledger.subjects(term.partition(), subjects, FEW_VOTES),
        SubjectSnapshot::subject,
        wanted,
        (evictions, found) -> install(term, evictions, found));
  }

  /** Installs subjects in steps of bounded length. */
  private CompletionStage<LoadReply> install(
      Term term, long evictions, List<SubjectSnapshot> subjects) {
    int votes = 0;
    int end = 0;
    while (end < subjects.size() && (end == 0 || votes < VOTES_AT_ONCE)) {
      votes += subjects.get(end++).votes().size();
    }
    List<SubjectSnapshot> rest = subjects.subList(end, subjects.size());
    CompletionStage<LoadReply> first =
        store.loadSubjects(term, evictions, subjects.subList(0, end));
    return rest.isEmpty()
        ? first
        : first.thenCompose(
            reply ->
                reply == LoadReply.LOADED
                    ? install(term, evictions, rest)
                    : CompletableFuture.completedStage(reply));
  }

  private CompletionStage<LoadLane.Loaded<VoteKey>> loadVotes(
      Term term, List<VoteKey> votes, Predicate<VoteSnapshot> wanted) {
    return load(
        term,
        () -> ledger.votes(term.partition(), votes),
        vote -> new VoteKey(vote.subject(), vote.voter()),
        wanted,
        (evictions, found) -> store.loadVotes(term, evictions, found));
  }

  /** Reads the counter of evictions, then the ledger, and only then installs what was found. */
  private <K, V> CompletionStage<LoadLane.Loaded<K>> load(
      Term term,
      Supplier<LedgerRead<List<V>>> read,
      Function<V, K> key,
      Predicate<V> wanted,
      BiFunction<Long, List<V>, CompletionStage<LoadReply>> install) {
    return store
        .state(term.partition())
        .thenComposeAsync(
            state -> {
              PartitionState.Meta meta = state.meta();
              if (meta == null) {
                return reply(term, LoadReply.WRONG_EPOCH);
              }
              LedgerRead<List<V>> found = read.get();
              if (moved(term, found.term())) {
                return reply(term, LoadReply.RETRY);
              }
              List<V> present = found.value().stream().filter(wanted).toList();
              Set<K> absent =
                  found.value().stream()
                      .filter(wanted.negate())
                      .map(key)
                      .collect(Collectors.toUnmodifiableSet());
              return present.isEmpty() && !absent.isEmpty()
                  ? CompletableFuture.completedStage(new LoadLane.Loaded<>(Outcome.LOADED, absent))
                  : install
                      .apply(meta.evictions(), present)
                      .thenApply(reply -> new LoadLane.Loaded<>(outcome(term, reply), absent));
            },
            executor);
  }

  private <K> CompletionStage<LoadLane.Loaded<K>> reply(Term term, LoadReply reply) {
    return CompletableFuture.completedStage(new LoadLane.Loaded<>(outcome(term, reply), Set.of()));
  }

  private boolean moved(Term asked, Term read) {
    terms.heard(read);
    return !read.equals(asked);
  }

  private Outcome outcome(Term term, LoadReply reply) {
    if (reply == LoadReply.WRONG_EPOCH) {
      terms.refresh(term.partition());
    }
    return reply == LoadReply.LOADED ? Outcome.LOADED : Outcome.RETRY;
  }
}
