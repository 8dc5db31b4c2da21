package io.voteengine.engine.read;

import io.voteengine.SubjectId;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerRead;
import io.voteengine.spi.rules.SubjectPlaces;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The steps of a load, as a store requires them: read its counter of evictions, read the ledger,
 * then install what was found unless that counter or the term has changed.
 */
final class LoadSteps {
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

  /**
   * @param executor where the ledger may block
   */
  LoadSteps(VoteStore store, VoteLedger ledger, Terms terms, Executor executor) {
    this.store = store;
    this.ledger = ledger;
    this.terms = terms;
    this.executor = executor;
  }

  CompletionStage<LoadLane.Loaded<String>> poll(Term term, List<String> one) {
    return CompletableFuture.supplyAsync(() -> ledger.poll(term.partition(), one.get(0)), executor)
        .thenCompose(read -> installPoll(term, read))
        .thenApply(
            outcome ->
                outcome == Loader.Outcome.ABSENT
                    ? new LoadLane.Loaded<>(Loader.Outcome.LOADED, Set.copyOf(one))
                    : new LoadLane.Loaded<>(outcome, Set.of()));
  }

  private CompletionStage<Loader.Outcome> installPoll(
      Term term, LedgerRead<Optional<PollSnapshot>> read) {
    // A poll that was defined a moment ago may have its votes in another partition.
    if (read.value().isEmpty()
        || !SubjectPlaces.mayHave(
            read.value().get().poll(), term.partition(), terms.partitions())) {
      return CompletableFuture.completedStage(Loader.Outcome.ABSENT);
    }
    terms.learn(read.value().get().poll());
    return moved(term, read.term())
        ? CompletableFuture.completedStage(Loader.Outcome.RETRY)
        : store.loadPoll(term, read.value().get()).thenApply(reply -> outcome(term, reply));
  }

  /**
   * @param wanted which of the subjects that the ledger returns are installed
   */
  CompletionStage<LoadLane.Loaded<SubjectId>> subjects(
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

  /**
   * @param wanted which of the votes that the ledger returns are installed
   */
  CompletionStage<LoadLane.Loaded<VoteKey>> votes(
      Term term, List<VoteKey> votes, Predicate<VoteSnapshot> wanted) {
    return load(
        term,
        () -> ledger.votes(term.partition(), votes),
        vote -> new VoteKey(vote.subject(), vote.voter()),
        wanted,
        (evictions, found) -> store.loadVotes(term, evictions, found));
  }

  CompletionStage<LoadLane.Loaded<VoterInPoll>> held(Term term, List<VoterInPoll> voters) {
    return load(
        term,
        () -> ledger.held(term.partition(), voters),
        HeldVotes::voter,
        all -> true,
        (evictions, found) -> store.loadHeld(term, evictions, found));
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
                  ? CompletableFuture.completedStage(
                      new LoadLane.Loaded<>(Loader.Outcome.LOADED, absent))
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
    terms.learned(read);
    return !read.equals(asked);
  }

  private Loader.Outcome outcome(Term term, LoadReply reply) {
    if (reply == LoadReply.WRONG_EPOCH) {
      terms.refresh(term.partition());
    }
    return reply == LoadReply.LOADED ? Loader.Outcome.LOADED : Loader.Outcome.RETRY;
  }
}
