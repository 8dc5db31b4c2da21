package io.voteengine.engine.read;

import io.voteengine.VoteLedgerException;
import io.voteengine.engine.Causes;
import io.voteengine.spi.journal.Term;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Loads what one partition lacks. One load is under way at a time; keys that are requested
 * meanwhile share the next load, so that a store which has lost everything is refilled with few
 * reads of the ledger.
 *
 * @param <K> key of what is loaded
 */
final class LoadLane<K> {
  /**
   * The result of a load.
   *
   * @param outcome the outcome for the keys that the ledger has
   * @param absent the other keys, for which nothing was installed
   */
  record Loaded<K>(Loader.Outcome outcome, Set<K> absent) {
    private Loader.Outcome of(K key) {
      return absent.contains(key) ? Loader.Outcome.ABSENT : outcome;
    }
  }

  /** How many requests may wait, because waiting requests take memory while the ledger hangs. */
  static final int MOST = 10_000;

  private final BiFunction<Term, List<K>, CompletionStage<Loaded<K>>> load;
  private final Map<Wanted<K>, Load> waiting = new LinkedHashMap<>();
  private Map<Wanted<K>, Load> underWay = Map.of();
  private int asking;

  /**
   * How many keys share a load: fewer after a load that one of its keys may have spoilt, then more
   * again.
   */
  private int together;

  private final int most;

  /** Whether a load that is under way may answer a new request. */
  private final boolean joins;

  /**
   * @param most how many keys may share a load
   * @param joins whether a load that is under way may answer a new request; its answer that the
   *     ledger lacks a key may be older than the request
   */
  LoadLane(int most, boolean joins, BiFunction<Term, List<K>, CompletionStage<Loaded<K>>> load) {
    this.most = most;
    this.joins = joins;
    this.together = most;
    this.load = load;
  }

  private record Wanted<K>(Term term, K key) {}

  private static final class Load {
    final CompletableFuture<Loader.Outcome> outcome = new CompletableFuture<>();
    int asking;
  }

  CompletionStage<Loader.Outcome> load(Term term, K key) {
    Load wanted;
    boolean idle;
    synchronized (this) {
      if (asking >= MOST) {
        return CompletableFuture.failedStage(
            new VoteLedgerException(
                MOST
                    + " requests already wait for the ledger in partition "
                    + term.partition()
                    + "; nothing was done. The ledger hangs, or is too slow.",
                null));
      }
      wanted = wanted(new Wanted<>(term, key));
      wanted.asking++;
      asking++;
      idle = underWay.isEmpty();
      if (idle) {
        next();
      }
    }
    if (idle) {
      start();
    }
    return wanted.outcome;
  }

  /** Returns how many requests wait, those under way included. */
  synchronized int asking() {
    return asking;
  }

  private Load wanted(Wanted<K> key) {
    Load loading = joins ? underWay.get(key) : null;
    return loading != null ? loading : waiting.computeIfAbsent(key, k -> new Load());
  }

  /** Moves the oldest keys of one term from those waiting to those under way. */
  private void next() {
    underWay = new LinkedHashMap<>();
    Iterator<Map.Entry<Wanted<K>, Load>> oldest = waiting.entrySet().iterator();
    Term term = null;
    while (oldest.hasNext() && underWay.size() < together) {
      var entry = oldest.next();
      if (term == null) {
        term = entry.getKey().term();
      }
      if (entry.getKey().term().equals(term)) {
        underWay.put(entry.getKey(), entry.getValue());
        oldest.remove();
      }
    }
  }

  /** Loads the keys under way, at least one. Loads that end immediately do not nest. */
  private void start() {
    boolean more = true;
    while (more) {
      List<Wanted<K>> wanted = List.copyOf(underWay.keySet());
      Term term = wanted.get(0).term();
      CompletableFuture<Loaded<K>> loading = begin(term, wanted);
      if (!loading.isDone()) {
        loading.whenComplete((loaded, failure) -> endedLater(loaded, failure));
        return;
      }
      more = loading.handle((loaded, failure) -> ended(loaded, failure)).join();
    }
  }

  private CompletableFuture<Loaded<K>> begin(Term term, List<Wanted<K>> wanted) {
    try {
      return load.apply(term, wanted.stream().map(Wanted::key).toList()).toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void endedLater(@Nullable Loaded<K> loaded, @Nullable Throwable failure) {
    if (ended(loaded, failure)) {
      start();
    }
  }

  /** Returns whether there are more keys to load, which the caller must start. */
  private boolean ended(@Nullable Loaded<K> loaded, @Nullable Throwable failure) {
    Map<Wanted<K>, Load> answered;
    boolean more;
    synchronized (this) {
      answered = underWay;
      answered.values().forEach(load -> asking -= load.asking);
      if (loaded != null && loaded.outcome == Loader.Outcome.LOADED) {
        together = Math.min(2 * together, most);
      } else if (answered.size() > 1) {
        together = answered.size() / 2;
      }
      next();
      more = !underWay.isEmpty();
    }
    answered.forEach(
        (wanted, load) -> {
          if (failure != null) {
            load.outcome.completeExceptionally(Causes.cause(failure));
          } else {
            load.outcome.complete(Objects.requireNonNull(loaded).of(wanted.key));
          }
        });
    return more;
  }
}
