package io.voteengine.sync.degraded;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.VoteStore;
import io.voteengine.sync.flush.ReconcilerLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the store of one partition answers, and opens the partition's circuit breaker
 * when it does not.
 *
 * <p>A vote that fails does not open the breaker: under load, votes miss their deadlines although
 * the store is in good health, and casting them in the ledger would add to the load. Instead the
 * store is asked for the partition's state, with enough time to answer, and the breaker opens when
 * that fails twice in a row. From then on the store is asked at intervals. Only {@link #close}
 * closes the breaker.
 */
final class StoreWatch {
  /** A store that does not answer within this time is silent, not slow. */
  static final Duration SILENCE = Duration.ofMillis(500);

  private static final CircuitBreakerConfig BREAKER =
      CircuitBreakerConfig.custom()
          .slidingWindowType(SlidingWindowType.COUNT_BASED)
          .slidingWindowSize(2)
          .minimumNumberOfCalls(2)
          .failureRateThreshold(100)
          // Healing the partition closes it.
          .waitDurationInOpenState(Duration.ofDays(36_500))
          .build();

  /** A store that has answered is not asked again for this long, even when its votes fail. */
  private static final long TRUST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** How often the store of a degraded partition is asked. */
  private static final Duration ASK_EVERY = Duration.ofMillis(250);

  private final int partition;
  private final VoteStore store;
  private final DegradableServer.Observer observer;
  private final ReconcilerLog events;
  private final BooleanSupplier ended;
  private final CircuitBreaker breaker;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile long answered = System.nanoTime() - TRUST_NANOS;
  private volatile boolean silent;

  /**
   * @param ended whether the store is not to be asked any more
   */
  StoreWatch(
      int partition,
      VoteStore store,
      DegradableServer.Observer observer,
      ReconcilerLog events,
      BooleanSupplier ended) {
    this.partition = partition;
    this.store = store;
    this.observer = observer;
    this.events = events;
    this.ended = ended;
    this.breaker = CircuitBreaker.of("store-" + partition, BREAKER);
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                observer.changed(
                    partition,
                    event.getStateTransition().getToState() != CircuitBreaker.State.CLOSED));
  }

  /** Returns whether the breaker is open. */
  boolean isOpen() {
    return breaker.getState() != CircuitBreaker.State.CLOSED;
  }

  /** Returns whether the store did not answer when it was asked last. */
  boolean isSilent() {
    return silent;
  }

  /** Closes the breaker: the store serves the partition again. */
  void close() {
    breaker.transitionToClosedState();
  }

  /** Logs that the store works again, while the breaker is closed. */
  void logRestored() {
    if (!isOpen()) {
      events.succeeded(this);
    }
  }

  /** Handles a failure: asks the store whether it answers, unless it is being asked already. */
  void suspect() {
    if (System.nanoTime() - answered >= TRUST_NANOS && asking.compareAndSet(false, true)) {
      ask(CompletableFuture.completedFuture(null));
    }
  }

  private void ask(CompletableFuture<?> pause) {
    pause
        .thenCompose(
            over ->
                store
                    .state(partition)
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(SILENCE.toNanos(), TimeUnit.NANOSECONDS))
        .whenComplete((state, failure) -> answered(failure));
  }

  private void answered(@Nullable Throwable failure) {
    boolean was = silent;
    silent = failure != null;
    if (failure == null) {
      answered = System.nanoTime();
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    } else {
      breaker.onError(0, TimeUnit.NANOSECONDS, Failures.cause(failure));
      if (isOpen()) {
        events.failed(this, storeFailure(failure));
      }
    }
    if (isOpen() && was && !silent) {
      observer.answers();
    }
    if (ended.getAsBoolean() || (!silent && !isOpen())) {
      asking.set(false);
    } else {
      ask(after(isOpen() ? ASK_EVERY : Duration.ZERO));
    }
  }

  private static CompletableFuture<Void> after(Duration pause) {
    return new CompletableFuture<Void>()
        .completeOnTimeout(null, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Throwable storeFailure(Throwable failure) {
    Throwable cause = Failures.cause(failure);
    return cause instanceof VoteStoreException
        ? cause
        : new VoteStoreException("The store does not report a partition's state.", cause);
  }

  @Override
  public String toString() {
    return "Casting votes of partition " + partition;
  }
}
