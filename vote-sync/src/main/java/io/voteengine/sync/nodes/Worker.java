package io.voteengine.sync.nodes;

import io.voteengine.VoteException;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.sync.StepResult;
import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.ReconcilerOptions;
import io.voteengine.sync.flush.StoreCalls;
import io.voteengine.sync.threads.Backoff;
import io.voteengine.sync.threads.WakeUp;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
  private final Duration storeTimeout;
  private final WakeUp wakeUp = new WakeUp();
  private volatile boolean stopped;

  /**
   * @param duty decides which of the partitions to flush, and is notified of the outcome
   */
  Worker(
      List<PartitionReconciler> partitions,
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
    this.storeTimeout = options.storeTimeout();
  }

  void wake() {
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
        wakeUp.pause(linger);
      }
    }
  }

  private boolean passes() {
    try {
      boolean more = pass();
      events.recoveries().flush();
      return more;
    } catch (RuntimeException | Error e) {
      // Whatever it is: if this thread ended here, votes would silently stay undurable.
      events.mistake("A pass over the partitions", e);
      return false;
    }
  }

  /**
   * Steps through the partitions. Some journals are read ahead, so that the thread need not wait
   * for the store. Not all are, since votes that come after a read wait for the next pass.
   */
  private boolean pass() {
    List<PartitionTurn> due =
        turns.stream().filter(this::serves).filter(PartitionTurn::isDue).toList();
    List<PartitionTurn> working = due.stream().filter(turn -> !turn.isFailing()).toList();
    List<PartitionTurn> failing = due.stream().filter(PartitionTurn::isFailing).toList();
    // Failing ones come last and are read all at once, so that their waits overlap.
    boolean more = pass(working, Math.max(2, working.size() / 8));
    return pass(failing, failing.size()) || more;
  }

  private boolean pass(List<PartitionTurn> due, int ahead) {
    Deque<CompletionStage<JournalSlice>> reads = new ArrayDeque<>();
    boolean more = false;
    for (int i = 0; i < due.size() + ahead && !stopped; i++) {
      if (i < due.size()) {
        reads.add(due.get(i).partition.read());
      }
      if (i >= ahead) {
        more |= step(due.get(i - ahead), reads.remove());
      }
    }
    return more;
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

  private boolean step(PartitionTurn turn, CompletionStage<JournalSlice> read) {
    try {
      JournalSlice slice = StoreCalls.await(read, storeTimeout);
      StepResult result = turn.partition.step(slice);
      duty.stepped(turn.number(), result);
      turn.partition.evict();
      turn.succeeded();
      events.succeeded(turn.partition);
      return result != StepResult.IDLE && turn.partition.isFull(slice);
    } catch (VoteException e) {
      duty.failed(turn.number());
      turn.failed();
      events.failed(turn.partition, e);
      return false;
    } catch (RuntimeException | Error e) {
      turn.failed();
      events.mistake(turn.partition, e);
      return false;
    }
  }
}
