package io.voteengine.sync.degraded;

import static java.util.stream.Collectors.toSet;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.voteengine.SubjectId;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.flush.ReconcilerLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves voters from the store, and from the ledger where a partition's store cannot be reached
 * (degraded mode). Votes are then cast in the ledger by group commit and are durable at once,
 * limits are those of this node alone, and pages come from the ledger.
 *
 * <p>Each partition has a circuit breaker. A vote that fails does not open it: under load, votes
 * miss their deadlines although the store is in good health, and casting them in the ledger would
 * add to the load. Instead the failure makes this class ask the store for the partition's state,
 * with enough time to answer, and the breaker opens when that fails twice in a row. From then on
 * the store is asked at intervals. Only {@link #restore} closes the breaker, after the store has
 * unloaded what was changed without it.
 */
public final class DegradableServer implements VoteServer {
  private static final Logger log = LoggerFactory.getLogger(DegradableServer.class);

  private static final CircuitBreakerConfig BREAKER =
      CircuitBreakerConfig.custom()
          .slidingWindowType(SlidingWindowType.COUNT_BASED)
          .slidingWindowSize(2)
          .minimumNumberOfCalls(2)
          .failureRateThreshold(100)
          // Healing the partition closes it.
          .waitDurationInOpenState(Duration.ofDays(36_500))
          .build();

  private static final Duration LANES_PATIENCE = Duration.ofSeconds(1);

  /** A store that does not answer within this time is silent, not slow. */
  private static final Duration SILENCE = Duration.ofMillis(500);

  /** How long a vote waits for a silent store, even when its caller would wait longer. */
  private static final Duration CAST_PATIENCE = SILENCE.multipliedBy(2);

  private static final Duration PERMIT_PATIENCE = Duration.ofMillis(100);

  /** A store that has answered is not asked again for this long, even when its votes fail. */
  private static final long TRUST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** How often the store of a degraded partition is asked. */
  private static final Duration ASK_EVERY = Duration.ofMillis(250);

  /** The engine that is served. It knows its own votes, and is notified on any thread. */
  public interface Observer {
    /** See {@link io.voteengine.spi.VoteReconciler.Listener#unconfirmed}. */
    List<CastCommand> unconfirmed(VoteKey key);

    /** See {@link io.voteengine.spi.VoteReconciler.Listener#castInLedger}. */
    void castInLedger(CastCommand vote, CastReply reply);

    /** A partition is served from the ledger from now on, or from the store again. */
    void changed(int partition, boolean degraded);

    /** The store of a degraded partition was silent and answers again. */
    void answers();
  }

  /** A partition, and whether the store or the ledger serves its voters. */
  private final class Partition {
    final int number;
    final CircuitBreaker breaker;
    final DirectLane lane;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile long answered = System.nanoTime() - TRUST_NANOS;
    private volatile boolean silent;

    /**
     * True while new votes wait, so that the last votes cast in the ledger end before the store
     * serves again.
     */
    volatile boolean closing;

    Partition(int number, DirectLane lane) {
      this.number = number;
      this.breaker = CircuitBreaker.of("store-" + number, BREAKER);
      this.lane = lane;
      breaker
          .getEventPublisher()
          .onStateTransition(
              event ->
                  observer.changed(
                      number,
                      event.getStateTransition().getToState() != CircuitBreaker.State.CLOSED));
    }

    boolean isDegraded() {
      return breaker.getState() != CircuitBreaker.State.CLOSED;
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
                      .state(number)
                      .toCompletableFuture()
                      .copy()
                      .orTimeout(SILENCE.toNanos(), TimeUnit.NANOSECONDS))
          .whenComplete((state, failure) -> told(failure));
    }

    private void told(@Nullable Throwable failure) {
      boolean was = silent;
      silent = failure != null;
      if (failure == null) {
        answered = System.nanoTime();
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
      } else {
        breaker.onError(0, TimeUnit.NANOSECONDS, cause(failure));
        if (isDegraded()) {
          events.failed(this, storeFailure(failure));
        }
      }
      if (isDegraded() && was && !silent) {
        observer.answers();
      }
      if (closed || (!silent && !isDegraded())) {
        asking.set(false);
      } else {
        ask(isDegraded() ? after(ASK_EVERY) : after(Duration.ZERO));
      }
    }

    @Override
    public String toString() {
      return "Casting votes of partition " + number;
    }

    CompletionStage<CastReply> castInLedger(CastCommand command, Deadline deadline) {
      if (closing) {
        return CompletableFuture.failedStage(
            new StoreUnavailableException("The store will serve again soon; try again.", null));
      }
      CompletionStage<?> before = CompletableFuture.completedStage(null);
      for (CastCommand own : unconfirmed(command)) {
        before = before.thenCompose(done -> castOwn(own, deadline));
      }
      return before.thenCompose(done -> lane.cast(command, deadline));
    }

    /** Returns this engine's acknowledged votes that the ledger is not known to have. */
    private List<CastCommand> unconfirmed(CastCommand command) {
      return command.kind() == CastCommand.Kind.RESENT
          ? List.of()
          : observer.unconfirmed(new VoteKey(command.subject(), command.voter()));
    }

    private CompletionStage<?> castOwn(CastCommand own, Deadline deadline) {
      return lane.cast(own, deadline)
          .handle(
              (reply, failure) -> {
                if (failure != null) {
                  throw new StoreUnavailableException(
                      "An earlier vote of the voter has not reached the ledger yet; this one has"
                          + " not been cast. Try again.",
                      cause(failure));
                }
                observer.castInLedger(own, reply);
                return reply;
              });
    }
  }

  private final VoteStore store;
  private final Observer observer;
  private final ReconcilerLog events;
  private final LocalLimits limits = new LocalLimits();
  private final List<Partition> partitions = new ArrayList<>();
  private final ThreadPoolExecutor executor;
  private volatile boolean closed;

  /**
   * @param threads the most threads that cast votes in the ledger
   */
  public DegradableServer(
      VoteStore store,
      VoteLedger ledger,
      int count,
      int threads,
      Observer observer,
      ReconcilerLog events) {
    this.store = store;
    this.observer = observer;
    this.events = events;
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DegradableServer::thread);
    executor.allowCoreThreadTimeOut(true);
    PollLimits pollLimits = new PollLimits(ledger, new LocalLimits());
    for (int p = 0; p < count; p++) {
      DirectLane lane = new DirectLane(p, ledger, pollLimits, executor);
      partitions.add(new Partition(p, lane));
    }
  }

  @Override
  public CompletionStage<CastReply> cast(Term term, CastCommand command, Deadline deadline) {
    Partition partition = partitions.get(term.partition());
    if (partition.isDegraded()) {
      return partition.castInLedger(command, deadline);
    }
    boolean patient = deadline.remainingNanos() > CAST_PATIENCE.toNanos();
    CompletableFuture<CastReply> answer = new CompletableFuture<>();
    store
        .cast(term, command, patient ? Deadline.in(CAST_PATIENCE) : deadline)
        .whenComplete(
            (reply, failure) -> {
              if (failure == null) {
                answer.complete(reply);
                return;
              }
              partition.suspect();
              if (cause(failure) instanceof StoreUnavailableException && partition.isDegraded()) {
                pass(partition.castInLedger(command, deadline), answer);
              } else {
                answer.completeExceptionally(failure);
              }
            });
    return answer;
  }

  private static CompletableFuture<Void> after(Duration pause) {
    return new CompletableFuture<Void>()
        .completeOnTimeout(null, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static <T> void pass(CompletionStage<T> from, CompletableFuture<T> to) {
    from.whenComplete(
        (answer, failure) -> {
          if (failure == null) {
            to.complete(answer);
          } else {
            to.completeExceptionally(failure);
          }
        });
  }

  /**
   * A permit that was taken here because the store did not answer in time may have been taken there
   * too; it comes back with time.
   */
  @Override
  public CompletionStage<PermitReply> takePermit(Term term, SharedLimit limit) {
    Partition partition = partitions.get(term.partition());
    if (partition.isDegraded()) {
      return CompletableFuture.completedStage(limits.take(limit));
    }
    return store
        .takePermit(term, limit)
        .toCompletableFuture()
        .copy()
        .orTimeout(PERMIT_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionally(
            failure -> {
              partition.suspect();
              return limits.take(limit);
            });
  }

  /** Where this gives back another permit than the one that was taken, both come back with time. */
  @Override
  public CompletionStage<Boolean> returnPermit(Term term, SharedLimit limit) {
    if (isDegraded(term.partition())) {
      limits.giveBack(limit);
      return CompletableFuture.completedStage(true);
    }
    return store.returnPermit(term, limit);
  }

  @Override
  public long latestTime(int partition) {
    return store.latestTime(partition);
  }

  @Override
  public boolean isDegraded(int partition) {
    return partitions.get(partition).isDegraded();
  }

  @Override
  public CompletionStage<ReadReply> read(
      Term term, List<SubjectId> subjects, @Nullable VoterId voter) {
    return store.read(term, subjects, voter);
  }

  /** Returns the partitions that are served from the ledger. */
  Set<Integer> degraded() {
    return partitions.stream()
        .filter(Partition::isDegraded)
        .map(partition -> partition.number)
        .collect(toSet());
  }

  /** Logs that the store works again, once all partitions are served from it. */
  void logRestored() {
    partitions.stream().filter(partition -> !partition.isDegraded()).forEach(events::succeeded);
  }

  private static Throwable storeFailure(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof VoteStoreException
        ? cause
        : new VoteStoreException("The store does not report a partition's state.", cause);
  }

  /** Returns whether the store of a degraded partition answers. */
  boolean isAnswered() {
    return partitions.stream().anyMatch(partition -> partition.isDegraded() && !partition.silent);
  }

  /**
   * Lets the store serve partitions again, once it has unloaded all that was changed without it.
   * Their votes wait meanwhile.
   *
   * @param numbers the partitions
   * @param heal makes the store unload what is stale, and returns the partitions where something is
   *     left
   */
  void restore(Set<Integer> numbers, Supplier<Set<Integer>> heal) {
    List<Partition> closing = numbers.stream().map(partitions::get).toList();
    closing.forEach(partition -> partition.closing = true);
    try {
      Deadline deadline = Deadline.in(LANES_PATIENCE);
      List<Partition> idle = new ArrayList<>();
      for (Partition partition : closing) {
        if (partition.lane.awaitIdle(deadline)) {
          idle.add(partition);
        }
      }
      Set<Integer> left = idle.isEmpty() ? numbers : heal.get();
      for (Partition partition : idle) {
        if (!left.contains(partition.number)) {
          partition.breaker.transitionToClosedState();
        }
      }
    } catch (InterruptedException e) {
      // Only close() ends this thread; the next run will do it.
      log.warn("An interrupt was ignored; close the engine to end its threads");
    } finally {
      closing.forEach(partition -> partition.closing = false);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "vote-direct");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Stops asking the store, and waits for the votes that are being cast in the ledger.
   *
   * @param timeout how long to wait
   * @return false when the wait was interrupted
   */
  public boolean close(Duration timeout) {
    closed = true;
    executor.shutdown();
    try {
      if (!executor.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Votes are still being cast in the ledger; they end with their transaction");
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
