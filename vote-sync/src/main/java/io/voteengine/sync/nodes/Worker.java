package io.voteengine.sync.nodes;

import io.voteengine.VoteException;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.sync.StepResult;
import io.voteengine.sync.flush.Backoff;
import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.ReconcilerOptions;
import io.voteengine.sync.flush.StoreCalls;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that reconciles its node's partitions, or a part of them, pass after pass. */
final class Worker implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  /** A partition of this worker, and when to try it again. */
  private static final class Turn {
    final PartitionReconciler partition;
    final Backoff backoff;
    long notBefore = System.nanoTime();
    volatile boolean retried;
    boolean serving;

    Turn(PartitionReconciler partition, Backoff backoff) {
      this.partition = partition;
      this.backoff = backoff;
    }

    void pause() {
      notBefore = System.nanoTime() + backoff.afterFailure().toNanos();
    }

    boolean isDue() {
      if (retried) {
        retried = false;
        notBefore = System.nanoTime();
        backoff.beginAgain();
      }
      return System.nanoTime() - notBefore >= 0;
    }
  }

  private final List<Turn> turns = new ArrayList<>();
  private final Node node;
  private final ReconcilerLog events;
  private final Duration linger;
  private final Duration storeTimeout;
  private final Semaphore wakeUp = new Semaphore(0);
  private volatile boolean stopped;

  /**
   * @param node decides which of the partitions to flush, and is notified of the outcome
   */
  Worker(
      List<PartitionReconciler> partitions,
      ReconcilerOptions options,
      Node node,
      ReconcilerLog events) {
    partitions.forEach(
        partition ->
            turns.add(
                new Turn(partition, new Backoff(options.firstBackoff(), options.maxBackoff()))));
    this.node = node;
    this.events = events;
    this.linger = options.linger();
    this.storeTimeout = options.storeTimeout();
  }

  void wake() {
    if (wakeUp.availablePermits() == 0) {
      wakeUp.release();
    }
  }

  /** Retries what has failed now, whatever its backoff. */
  void retry() {
    turns.forEach(turn -> turn.retried = true);
    wake();
  }

  void stop() {
    stopped = true;
    wake();
  }

  @Override
  public void run() {
    while (!stopped) {
      pause(passes());
    }
  }

  private boolean passes() {
    try {
      boolean more = pass();
      events.flush();
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
    List<Turn> due = turns.stream().filter(this::serves).filter(Turn::isDue).toList();
    List<Turn> working = due.stream().filter(turn -> !turn.backoff.isFailing()).toList();
    List<Turn> failing = due.stream().filter(turn -> turn.backoff.isFailing()).toList();
    // Failing ones come last and are read all at once, so that their waits overlap.
    boolean more = pass(working, Math.max(2, working.size() / 8));
    return pass(failing, failing.size()) || more;
  }

  private boolean pass(List<Turn> due, int ahead) {
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

  private boolean serves(Turn turn) {
    boolean before = turn.serving;
    turn.serving = node.serves(turn.partition.number());
    if (turn.serving && !before) {
      turn.partition.forget();
    } else if (before && !turn.serving) {
      events.succeeded(turn.partition);
    }
    return turn.serving;
  }

  private boolean step(Turn turn, CompletionStage<JournalSlice> read) {
    try {
      JournalSlice slice = StoreCalls.await(read, storeTimeout);
      StepResult result = turn.partition.step(slice);
      node.stepped(turn.partition.number(), result);
      turn.partition.evict();
      turn.backoff.afterSuccess();
      events.succeeded(turn.partition);
      return result != StepResult.IDLE && turn.partition.isFull(slice);
    } catch (VoteException e) {
      node.failed(turn.partition.number());
      turn.pause();
      events.failed(turn.partition, e);
      return false;
    } catch (RuntimeException | Error e) {
      turn.pause();
      events.mistake(turn.partition, e);
      return false;
    }
  }

  private void pause(boolean more) {
    if (more || stopped) {
      return;
    }
    try {
      if (wakeUp.tryAcquire(linger.toNanos(), TimeUnit.NANOSECONDS)) {
        wakeUp.drainPermits();
      }
    } catch (InterruptedException e) {
      // Only close() ends this thread, and an interrupt could damage an embedded database.
      log.warn("An interrupt was ignored; close the engine to end its threads");
    }
  }
}
