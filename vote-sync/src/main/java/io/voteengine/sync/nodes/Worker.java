package io.voteengine.sync.nodes;

import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.ReconcilerOptions;
import io.voteengine.sync.threads.Backoff;
import io.voteengine.sync.threads.WakeUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A thread that reconciles its node's partitions, or a part of them, pass after pass. Others only
 * wake it, stop it, or make it retry what has failed.
 */
final class Worker implements Runnable {
  private final List<PartitionTurn> turns = new ArrayList<>();
  private final FlushDuty duty;
  private final ReconcilerLog events;
  private final Duration linger;
  private final GroupedSteps steps;
  private final WakeUp wakeUp = new WakeUp();

  /** When the last pass through all partitions ended. */
  private long allAt;

  private volatile boolean stopped;

  /**
   * @param duty decides which of the partitions to flush, and is notified of the outcome
   */
  Worker(
      List<PartitionReconciler> partitions,
      VoteLedger ledger,
      ReconcilerOptions options,
      FlushDuty duty,
      ReconcilerLog events) {
    partitions.forEach(
        partition ->
            turns.add(
                new PartitionTurn(
                    partition, new Backoff(options.firstBackoff(), options.maxBackoff()))));
    this.duty = duty;
    this.events = events;
    this.linger = options.linger();
    this.allAt = System.nanoTime() - linger.toNanos();
    this.steps = new GroupedSteps(ledger, options.storeTimeout(), duty, events);
  }

  /** Makes the next pass follow now, for one of its partitions at least. */
  void wake(int index) {
    turns.get(index).wake();
    wakeUp.wake();
  }

  void wake() {
    turns.forEach(PartitionTurn::wake);
    wakeUp.wake();
  }

  /** Retries what has failed now, whatever its backoff. */
  void retry() {
    turns.forEach(PartitionTurn::retry);
    wake();
  }

  void stop() {
    stopped = true;
    wake();
  }

  @Override
  public void run() {
    while (!stopped) {
      if (!passes() && !stopped) {
        wakeUp.pause(untilAll());
      }
    }
  }

  /** Returns how long it is until a pass goes through all partitions. */
  private Duration untilAll() {
    return Duration.ofNanos(Math.max(0, linger.toNanos() - (System.nanoTime() - allAt)));
  }

  private boolean passes() {
    boolean all = untilAll().isZero();
    try {
      boolean more = pass(all);
      events.recoveries().flush();
      return more;
    } catch (RuntimeException | Error e) {
      // Whatever it is: if this thread ended here, votes would silently stay undurable.
      events.mistake("A pass over the partitions", e);
      return false;
    } finally {
      if (all) {
        allAt = System.nanoTime();
      }
    }
  }

  /**
   * Takes a step with each partition that is due. Those whose last step failed come last, each
   * alone, so that they do not delay others; they are read all at once, so that their waits
   * overlap.
   *
   * @param all also those that were not woken: votes of other nodes may be in any journal
   */
  private boolean pass(boolean all) {
    List<PartitionTurn> due =
        turns.stream()
            .filter(this::serves)
            .filter(PartitionTurn::isDue)
            .filter(turn -> turn.wasWoken() || all)
            .toList();
    List<PartitionTurn> working = due.stream().filter(turn -> !turn.isFailing()).toList();
    List<PartitionTurn> failing = due.stream().filter(PartitionTurn::isFailing).toList();
    boolean more = steps.run(working, reads(working));
    List<CompletionStage<JournalSlice>> reads = reads(failing);
    for (int i = 0; i < failing.size() && !stopped; i++) {
      more |= steps.run(failing.subList(i, i + 1), reads.subList(i, i + 1));
    }
    return more;
  }

  private static List<CompletionStage<JournalSlice>> reads(List<PartitionTurn> turns) {
    return turns.stream().map(turn -> turn.partition.read()).toList();
  }

  private boolean serves(PartitionTurn turn) {
    boolean serves = duty.serves(turn.number());
    boolean served = turn.serve(serves);
    if (serves && !served) {
      turn.partition.forget();
    } else if (served && !serves) {
      events.succeeded(turn.partition);
    }
    return serves;
  }
}
