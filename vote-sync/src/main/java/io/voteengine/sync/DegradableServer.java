package io.voteengine.sync;

import static java.util.stream.Collectors.toSet;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.voteengine.StoreUnavailableException;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves voters from the store, and a partition whose store cannot be reached from the ledger
 * (degraded mode): votes are cast there by group commit and are durable at once, limits are those
 * of this node alone, and pages come from the ledger. Each partition has a circuit breaker, which
 * opens when half of its last calls have failed, and is closed by {@link #restore} only, after the
 * store has been told what was changed without it.
 */
final class DegradableServer implements VoteServer {
  private static final Logger log = LoggerFactory.getLogger(DegradableServer.class);

  private static final CircuitBreakerConfig BREAKER =
      CircuitBreakerConfig.custom()
          .slidingWindowType(SlidingWindowType.COUNT_BASED)
          .slidingWindowSize(10)
          .minimumNumberOfCalls(2)
          .failureRateThreshold(50)
          // Whoever heals the partition closes it.
          .waitDurationInOpenState(Duration.ofDays(36_500))
          .build();

  /** How long a vote waits for a store that cannot be reached, however patient its caller is. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private record Partition(int number, CircuitBreaker breaker, DirectLane lane) {
    boolean isDegraded() {
      return breaker.getState() != CircuitBreaker.State.CLOSED;
    }
  }

  private final VoteStore store;
  private final LocalLimits limits = new LocalLimits();
  private final List<Partition> partitions = new ArrayList<>();

  DegradableServer(VoteStore store, VoteLedger ledger, int count, Executor executor) {
    this.store = store;
    PollLimits pollLimits = new PollLimits(ledger, new LocalLimits());
    for (int p = 0; p < count; p++) {
      CircuitBreaker breaker = CircuitBreaker.of("store-" + p, BREAKER);
      int number = p;
      breaker
          .getEventPublisher()
          .onStateTransition(
              event -> log.warn("Partition {}: {}", number, event.getStateTransition()));
      partitions.add(new Partition(p, breaker, new DirectLane(p, ledger, pollLimits, executor)));
    }
  }

  @Override
  public CompletionStage<CastReply> cast(Term term, CastCommand command, Deadline deadline) {
    Partition partition = partitions.get(term.partition());
    if (partition.isDegraded()) {
      return partition.lane().cast(command, deadline);
    }
    // Half of the time for the store, so that some is left for the ledger.
    long nanos = Math.min(deadline.remainingNanos() / 2, LONGEST_WAIT_NANOS);
    Deadline half = Deadline.in(Duration.ofNanos(nanos));
    CompletableFuture<CastReply> answer = new CompletableFuture<>();
    watched(partition, () -> store.cast(term, command, half))
        .whenComplete(
            (reply, failure) -> {
              if (failure == null) {
                answer.complete(reply);
              } else if (failure instanceof StoreUnavailableException && partition.isDegraded()) {
                pass(partition.lane().cast(command, deadline), answer);
              } else {
                answer.completeExceptionally(failure);
              }
            });
    return answer;
  }

  /** What the store answers; the breaker learns whether it did. */
  private static <T> CompletionStage<T> watched(
      Partition partition, Supplier<CompletionStage<T>> call) {
    return call.get()
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                partition.breaker().onSuccess(0, TimeUnit.NANOSECONDS);
              } else {
                partition.breaker().onError(0, TimeUnit.NANOSECONDS, failure);
              }
            });
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

  @Override
  public CompletionStage<PermitReply> takePermit(Term term, SharedLimit limit) {
    Partition partition = partitions.get(term.partition());
    return partition.isDegraded()
        ? CompletableFuture.completedStage(limits.take(limit))
        : watched(partition, () -> store.takePermit(term, limit));
  }

  /** Where the permit is another's than that which was taken, both come back with time. */
  @Override
  public CompletionStage<Boolean> returnPermit(Term term, SharedLimit limit) {
    return partitions.get(term.partition()).isDegraded()
        ? CompletableFuture.completedStage(limits.giveBack(limit))
        : store.returnPermit(term, limit);
  }

  @Override
  public CompletionStage<ReadReply> read(
      Term term, List<SubjectId> subjects, @Nullable VoterId voter) {
    return partitions.get(term.partition()).isDegraded()
        ? CompletableFuture.failedStage(
            new StoreUnavailableException("The store cannot be reached; ask the ledger.", null))
        : store.read(term, subjects, voter);
  }

  /** The partitions that are served from the ledger. */
  Set<Integer> degraded() {
    return partitions.stream()
        .filter(Partition::isDegraded)
        .map(Partition::number)
        .collect(toSet());
  }

  /** A partition's store serves again, and has been told what was changed without it. */
  void restore(int partition) {
    partitions.get(partition).breaker().transitionToClosedState();
  }
}
