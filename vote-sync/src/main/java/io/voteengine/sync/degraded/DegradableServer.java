package io.voteengine.sync.degraded;

import static java.util.stream.Collectors.toSet;

import io.voteengine.SubjectId;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves voters from the store, and from the ledger where a partition's store cannot be reached
 * (degraded mode). Votes are then cast in the ledger by group commit and are durable at once,
 * limits are those of this node alone, and pages come from the ledger. {@link StoreWatch} decides
 * when a partition is left; {@link #restore} ends that, after the store has unloaded what was
 * changed without it.
 */
public final class DegradableServer implements VoteServer {
  private static final Logger log = LoggerFactory.getLogger(DegradableServer.class);

  private static final Duration LANES_PATIENCE = Duration.ofSeconds(1);

  /** How long a vote waits for a silent store, even when its caller would wait longer. */
  private static final Duration CAST_PATIENCE = StoreWatch.SILENCE.multipliedBy(2);

  private static final Duration PERMIT_PATIENCE = Duration.ofMillis(100);

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

  /** A partition: whether its store answers, and the other way for its votes. */
  private record Partition(int number, StoreWatch watch, DirectVoting ledger) {
    boolean isDegraded() {
      return watch.isOpen();
    }
  }

  private final VoteStore store;
  private final LocalLimits limits = new LocalLimits();
  private final List<Partition> partitions = new ArrayList<>();
  private final DirectThreads threads;

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
    this.threads = new DirectThreads(threads);
    PollLimits pollLimits = new PollLimits(ledger, new LocalLimits());
    for (int p = 0; p < count; p++) {
      DirectLane lane = new DirectLane(p, ledger, pollLimits, this.threads);
      partitions.add(
          new Partition(
              p,
              new StoreWatch(p, store, observer, events, this.threads::areClosed),
              new DirectVoting(lane, observer)));
    }
  }

  @Override
  public CompletionStage<CastReply> cast(Term term, CastCommand command, Deadline deadline) {
    Partition partition = partitions.get(term.partition());
    if (partition.isDegraded()) {
      return partition.ledger().cast(command, deadline);
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
              partition.watch().suspect();
              if (Failures.cause(failure) instanceof StoreUnavailableException
                  && partition.isDegraded()) {
                pass(partition.ledger().cast(command, deadline), answer);
              } else {
                answer.completeExceptionally(failure);
              }
            });
    return answer;
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
              partition.watch().suspect();
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

  /** Returns how many votes wait for a transaction of the ledger. */
  public int waiting() {
    return partitions.stream().mapToInt(partition -> partition.ledger().waiting()).sum();
  }

  /** Returns the partitions that are served from the ledger. */
  Set<Integer> degraded() {
    return partitions.stream()
        .filter(Partition::isDegraded)
        .map(Partition::number)
        .collect(toSet());
  }

  /** Logs that the store works again, once all partitions are served from it. */
  void logRestored() {
    partitions.forEach(partition -> partition.watch().logRestored());
  }

  /** Returns whether the store of a degraded partition answers. */
  boolean isAnswered() {
    return partitions.stream()
        .anyMatch(partition -> partition.isDegraded() && !partition.watch().isSilent());
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
    closing.forEach(partition -> partition.ledger().pause());
    try {
      Deadline deadline = Deadline.in(LANES_PATIENCE);
      List<Partition> idle = new ArrayList<>();
      for (Partition partition : closing) {
        if (partition.ledger().awaitIdle(deadline)) {
          idle.add(partition);
        }
      }
      Set<Integer> left = idle.isEmpty() ? numbers : heal.get();
      for (Partition partition : idle) {
        if (!left.contains(partition.number())) {
          partition.watch().close();
        }
      }
    } catch (InterruptedException e) {
      // Only close() ends this thread; the next run will do it.
      log.warn("An interrupt was ignored; close the engine to end its threads");
    } finally {
      closing.forEach(partition -> partition.ledger().resume());
    }
  }

  /**
   * Stops asking the store, and waits for the votes that are being cast in the ledger.
   *
   * @param timeout how long to wait
   * @return false when the wait was interrupted
   */
  public boolean close(Duration timeout) {
    return threads.close(timeout);
  }
}
