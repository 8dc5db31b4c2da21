package io.voteengine;

import io.voteengine.spi.Term;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one partition lacks. One load is under way at a time; what is asked for meanwhile shares the
 * next, so that a store which has lost everything is full again after few reads of the ledger.
 *
 * @param <K> key of what is loaded
 */
final class LoadLane<K> {
  /** How many keys may share a load. */
  static final int TOGETHER = 256;

  private final BiFunction<Term, List<K>, CompletionStage<Loader.Outcome>> load;
  private final Map<Wanted<K>, CompletableFuture<Loader.Outcome>> waiting = new LinkedHashMap<>();
  private Map<Wanted<K>, CompletableFuture<Loader.Outcome>> underWay = Map.of();

  /** So many keys go alone, after a shared load that one of its keys may have spoilt. */
  private int alone;

  private @Nullable Term aloneIn;

  LoadLane(BiFunction<Term, List<K>, CompletionStage<Loader.Outcome>> load) {
    this.load = load;
  }

  private record Wanted<K>(Term term, K key) {}

  CompletionStage<Loader.Outcome> load(Term term, K key) {
    CompletableFuture<Loader.Outcome> outcome;
    boolean idle;
    synchronized (this) {
      Wanted<K> wanted = new Wanted<>(term, key);
      CompletableFuture<Loader.Outcome> loading = underWay.get(wanted);
      if (loading != null) {
        return loading;
      }
      outcome = waiting.computeIfAbsent(wanted, w -> new CompletableFuture<>());
      idle = underWay.isEmpty();
      if (idle) {
        next();
      }
    }
    if (idle) {
      start();
    }
    return outcome;
  }

  /** Moves the oldest keys of one term from those waiting to those under way. */
  private void next() {
    underWay = new LinkedHashMap<>();
    Iterator<Map.Entry<Wanted<K>, CompletableFuture<Loader.Outcome>>> oldest =
        waiting.entrySet().iterator();
    Term term = null;
    int most = 1;
    while (oldest.hasNext() && underWay.size() < most) {
      var entry = oldest.next();
      if (term == null) {
        term = entry.getKey().term();
        most = together(term);
      }
      if (entry.getKey().term().equals(term)) {
        underWay.put(entry.getKey(), entry.getValue());
        oldest.remove();
      }
    }
  }

  private int together(Term term) {
    if (alone == 0 || !term.equals(aloneIn)) {
      return TOGETHER;
    }
    alone--;
    return 1;
  }

  /** Loads what is under way, of which there is something. */
  private void start() {
    List<Wanted<K>> wanted = List.copyOf(underWay.keySet());
    Term term = wanted.get(0).term();
    CompletionStage<Loader.Outcome> loading;
    try {
      loading = load.apply(term, wanted.stream().map(Wanted::key).toList());
    } catch (RuntimeException e) {
      loading = CompletableFuture.failedStage(e);
    }
    loading.whenComplete((outcome, failure) -> ended(term, outcome, failure));
  }

  private void ended(Term term, Loader.@Nullable Outcome outcome, @Nullable Throwable failure) {
    List<CompletableFuture<Loader.Outcome>> told;
    boolean more;
    synchronized (this) {
      told = List.copyOf(underWay.values());
      if (outcome != Loader.Outcome.LOADED && told.size() > 1) {
        alone = told.size();
        aloneIn = term;
      }
      next();
      more = !underWay.isEmpty();
    }
    if (more) {
      start();
    }
    for (CompletableFuture<Loader.Outcome> each : told) {
      if (failure != null) {
        each.completeExceptionally(Failures.cause(failure));
      } else {
        each.complete(outcome);
      }
    }
  }
}
