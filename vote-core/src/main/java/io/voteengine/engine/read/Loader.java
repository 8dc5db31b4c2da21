package io.voteengine.engine.read;

import io.voteengine.SubjectId;
import io.voteengine.engine.health.Counters;
import io.voteengine.engine.metrics.PathMeters;
import io.voteengine.metrics.HistogramMeter;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.Term;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Loads into the store what only the ledger has. Requests that come during a load share the next
 * one.
 */
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

  /** Finds requests that the store may have forgotten. */
  public final RequestLookup requests;

  private final LoadSteps steps;
  private final Counters counters;
  private final List<LoadLane<String>> pollLanes;
  private final List<LoadLane<SubjectId>> subjectLanes;
  private final List<LoadLane<VoteKey>> voteLanes;
  private final List<LoadLane<VoterInPoll>> heldLanes;
  private final List<LoadLane<SubjectId>> readSubjectLanes;
  private final List<LoadLane<VoteKey>> readVoteLanes;

  public Loader(
      VoteStore store,
      VoteLedger ledger,
      Terms terms,
      Executor executor,
      int partitions,
      Counters counters) {
    this.requests = new RequestLookup(ledger, executor);
    this.steps = new LoadSteps(store, ledger, terms, executor);
    this.counters = counters;
    PathMeters meters = counters.path;
    this.pollLanes = lanes(partitions, 1, true, meters.pollLoads, steps::poll);
    this.subjectLanes =
        lanes(
            partitions,
            TOGETHER,
            true,
            meters.subjectLoads,
            (t, k) -> steps.subjects(t, k, all -> true));
    this.voteLanes =
        lanes(
            partitions, TOGETHER, true, meters.voteLoads, (t, k) -> steps.votes(t, k, all -> true));
    this.heldLanes = lanes(partitions, TOGETHER, true, meters.voteLoads, steps::held);
    this.readSubjectLanes =
        lanes(
            partitions,
            TOGETHER,
            false,
            meters.subjectLoads,
            (t, k) -> steps.subjects(t, k, SubjectSnapshot::isRecorded));
    this.readVoteLanes =
        lanes(
            partitions,
            TOGETHER,
            false,
            meters.voteLoads,
            (t, k) -> steps.votes(t, k, VoteSnapshot::isRecorded));
  }

  private static <K> List<LoadLane<K>> lanes(
      int partitions,
      int most,
      boolean joins,
      HistogramMeter times,
      BiFunction<Term, List<K>, CompletionStage<LoadLane.Loaded<K>>> load) {
    return Stream.generate(() -> new LoadLane<>(most, joins, timed(load, times)))
        .limit(partitions)
        .toList();
  }

  private static <K> BiFunction<Term, List<K>, CompletionStage<LoadLane.Loaded<K>>> timed(
      BiFunction<Term, List<K>, CompletionStage<LoadLane.Loaded<K>>> load, HistogramMeter times) {
    return (term, keys) -> {
      long began = System.nanoTime();
      return load.apply(term, keys)
          .whenComplete((loaded, failure) -> times.record(System.nanoTime() - began));
    };
  }

  /** Returns how many requests wait for a load, those under way included. */
  public int waiting() {
    return Stream.of(pollLanes, subjectLanes, voteLanes, heldLanes, readSubjectLanes, readVoteLanes)
        .flatMap(List::stream)
        .mapToInt(LoadLane::asking)
        .sum();
  }

  /** Runs all the steps of a load without loading anything. */
  public CompletionStage<?> warmUp(Term term) {
    return steps
        .subjects(term, List.of(), all -> true)
        .thenCombine(steps.votes(term, List.of(), all -> true), (subjects, votes) -> votes);
  }

  public CompletionStage<Outcome> poll(Term term, String name) {
    return counted(pollLanes.get(term.partition()).load(term, name));
  }

  /** Loads a subject for a cast, which needs it whether or not the ledger has it. */
  public CompletionStage<Outcome> subject(Term term, SubjectId subject) {
    return counted(subjectLanes.get(term.partition()).load(term, subject));
  }

  /**
   * Loads a subject for a cast in a poll that lists its subjects. One that the ledger lacks leaves
   * nothing in the store, and may have been listed since an earlier look-up began.
   */
  public CompletionStage<Outcome> listed(Term term, SubjectId subject) {
    return counted(readSubjectLanes.get(term.partition()).load(term, subject));
  }

  /** Loads a voter's choice for a cast, which needs to know whether the voter has voted. */
  public CompletionStage<Outcome> vote(Term term, VoteKey vote) {
    return counted(voteLanes.get(term.partition()).load(term, vote));
  }

  /** Loads what a voter holds in a ballot poll, for a cast. */
  public CompletionStage<Outcome> held(Term term, VoterInPoll voter) {
    return counted(heldLanes.get(term.partition()).load(term, voter));
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
}
