package io.voteengine.engine.health;

import io.voteengine.engine.Causes;
import io.voteengine.engine.EngineOptions;
import io.voteengine.engine.durable.Confirmations;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.read.Terms;
import io.voteengine.health.VoteFigures;
import io.voteengine.health.VoteHealth;
import io.voteengine.result.Finalization;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.ledger.LedgerFinalizations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks all parts at the same time for their state, within a deadline, and applies the health rules.
 */
public final class HealthCheck {
  /**
   * The answer of a part.
   *
   * @param value the answer, or null
   * @param failure why there is none, or null
   */
  record Answer<T>(@Nullable T value, @Nullable Throwable failure) {}

  /** The state of the ledger. */
  record LedgerState(
      List<Position> positions,
      boolean hasQuarantined,
      Map<Integer, UUID> leases,
      List<Finalization> unfinished) {}

  private final VoteStore store;
  private final VoteLedger ledger;
  private final int partitions;
  private final boolean degrades;
  private final Duration durableDeadline;
  private final InstantSource clock;
  private final Lifecycle lifecycle;
  private final Terms terms;
  private final Confirmations confirmations;
  private @Nullable CompletableFuture<LedgerState> underWay;

  /**
   * @param degrades whether votes are cast in the ledger while the store cannot be reached
   */
  public HealthCheck(
      EngineOptions options,
      boolean degrades,
      Lifecycle lifecycle,
      Terms terms,
      Confirmations confirmations) {
    this.store = options.store();
    this.ledger = options.ledger();
    this.partitions = options.partitions();
    this.degrades = degrades;
    this.durableDeadline = options.durableDeadline();
    this.clock = options.clock();
    this.lifecycle = lifecycle;
    this.terms = terms;
    this.confirmations = confirmations;
  }

  public VoteHealth check(Duration atMost) {
    if (lifecycle.isClosed()) {
      return new VoteHealth(List.of(Issues.CLOSED), figures());
    }
    Deadline deadline = Deadline.in(atMost);
    CompletableFuture<LedgerState> ledgerAsked = askLedger();
    List<CompletableFuture<PartitionState>> storeAsked =
        IntStream.range(0, partitions).mapToObj(this::askStore).toList();
    CompletableFuture<?> probed = probe(deadline);
    Answer<LedgerState> ledgerSays = await(ledgerAsked, deadline);
    List<Answer<PartitionState>> storeSays =
        storeAsked.stream().map(asked -> await(asked, deadline)).toList();

    Issues issues = new Issues();
    StoreRules storeRules = new StoreRules(ledgerSays, storeSays, issues);
    LedgerRules ledgerRules = new LedgerRules(issues);
    VoteFigures figures =
        figures(
            storeRules.backlog(),
            ledgerSays.value() == null ? Map.of() : ledgerSays.value().leases());
    FailureShare casts = lifecycle.counters.casts;
    Answer<?> tried = probed == null ? null : await(probed, deadline);
    if (tried != null && tried.failure() == null && ledgerSays.failure() == null) {
      casts.forget();
    }
    storeRules.judgeStore(figures.degraded(), degrades);
    storeRules.judgeEviction(lifecycle.counters.notEvicted());
    storeRules.judgeCasts(casts.count(), tried == null ? null : tried.failure());
    ledgerRules.judgeLedger(ledgerSays, lifecycle.counters.maintenanceFailure);
    ledgerRules.judgeReconciler(
        figures, confirmations.limit(), lifecycle.counters.backlogWasFullLately(), durableDeadline);
    ledgerRules.judgeFinalizations(ledgerSays, clock.instant());
    new ListenerRules(issues).judge(lifecycle.listeners);
    return new VoteHealth(issues.found(), figures);
  }

  /**
   * Probes the store after a failure, if there are no casts; null: there are casts, or none has
   * failed.
   */
  private @Nullable CompletableFuture<?> probe(Deadline deadline) {
    FailureShare casts = lifecycle.counters.casts;
    int partition = casts.lastFailed();
    return partition >= 0 && casts.isIdle()
        ? StoreProbe.of(store, terms.of(partition), deadline)
        : null;
  }

  private CompletableFuture<PartitionState> askStore(int partition) {
    try {
      return store.state(partition).toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Callers share the answer to a question that is under way, because a ledger may hang for long.
   */
  private synchronized CompletableFuture<LedgerState> askLedger() {
    if (underWay == null || underWay.isDone()) {
      try {
        underWay =
            CompletableFuture.supplyAsync(
                () ->
                    new LedgerState(
                        ledger.positions(),
                        !ledger.quarantine().list(null, 1).isEmpty(),
                        ledger.leases().owners(),
                        ledger
                            .finalizations()
                            .map(LedgerFinalizations::unfinished)
                            .orElse(List.of())),
                lifecycle.prober);
      } catch (RuntimeException e) {
        // The engine is closing.
        return CompletableFuture.failedFuture(e);
      }
    }
    return underWay;
  }

  private static <T> Answer<T> await(CompletableFuture<T> asked, Deadline deadline) {
    return asked
        .copy()
        .orTimeout(Math.max(deadline.remainingNanos(), 0), TimeUnit.NANOSECONDS)
        .handle(
            (value, failure) -> new Answer<>(value, failure == null ? null : Causes.cause(failure)))
        .join();
  }

  /** Returns the figures that need no answer of store or ledger. */
  public VoteFigures figures() {
    return figures(null, Map.of());
  }

  private VoteFigures figures(@Nullable Long backlog, Map<Integer, UUID> leases) {
    Counters counters = lifecycle.counters;
    return new VoteFigures(
        backlog,
        confirmations.size(),
        confirmations.oldest(),
        confirmations.lag(),
        Set.copyOf(counters.degraded),
        leases,
        counters.corrections.sum(),
        counters.recoveries.sum(),
        counters.quarantined.sum(),
        counters.lost.sum(),
        counters.backlogFull(),
        counters.failedLoads.sum(),
        lifecycle.listeners.dropped());
  }
}
