package io.voteengine.sync.nodes;

import io.voteengine.VoteException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.sync.StepResult;
import io.voteengine.sync.flush.BegunStep;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.StoreCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Takes a step with each of several partitions, whose events the ledger commits together. Used by
 * one thread.
 */
final class GroupedSteps {
  private final VoteLedger ledger;
  private final Duration storeTimeout;
  private final FlushDuty duty;
  private final ReconcilerLog events;

  /** A step whose batch waits for the commit. */
  private record Waiting(PartitionTurn turn, JournalSlice slice, BegunStep.Open step) {}

  /**
   * @param duty is notified of the outcome of each step
   */
  GroupedSteps(VoteLedger ledger, Duration storeTimeout, FlushDuty duty, ReconcilerLog events) {
    this.ledger = ledger;
    this.storeTimeout = storeTimeout;
    this.duty = duty;
    this.events = events;
  }

  /**
   * Takes a step with each.
   *
   * @param reads their journals, in the same order
   * @return whether more events may wait in one of them
   */
  boolean run(List<PartitionTurn> turns, List<CompletionStage<JournalSlice>> reads) {
    // All are read before the first step begins, so that none is held up while it is under way.
    Map<PartitionTurn, JournalSlice> slices = new LinkedHashMap<>();
    for (int i = 0; i < turns.size(); i++) {
      PartitionTurn turn = turns.get(i);
      CompletionStage<JournalSlice> read = reads.get(i);
      attempt(
          turn,
          () -> {
            slices.put(turn, StoreCalls.await(read, storeTimeout));
            return false;
          });
    }
    List<Waiting> waiting = new ArrayList<>();
    boolean more = false;
    try {
      for (Map.Entry<PartitionTurn, JournalSlice> read : slices.entrySet()) {
        PartitionTurn turn = read.getKey();
        more |= attempt(turn, () -> begin(turn, read.getValue(), waiting));
      }
      return commit(waiting) || more;
    } finally {
      waiting.forEach(step -> step.step().close());
    }
  }

  private boolean begin(PartitionTurn turn, JournalSlice slice, List<Waiting> waiting) {
    BegunStep begun = turn.partition.begin(slice);
    if (begun instanceof BegunStep.Open open) {
      waiting.add(new Waiting(turn, slice, open));
      return false;
    }
    return ended(turn, slice, ((BegunStep.Ended) begun).result());
  }

  private boolean commit(List<Waiting> waiting) {
    if (waiting.isEmpty()) {
      return false;
    }
    List<ApplyResult> results;
    try {
      results = ledger.apply(waiting.stream().map(one -> one.step().batch()).toList());
    } catch (RuntimeException | Error e) {
      waiting.forEach(
          one -> {
            one.step().failed();
            failed(one.turn(), e);
          });
      return false;
    }
    // All stores begin to trim before the first one is waited for.
    List<CompletionStage<StepResult>> ends = new ArrayList<>();
    for (int i = 0; i < waiting.size(); i++) {
      ends.add(end(waiting.get(i), results.get(i)));
    }
    boolean more = false;
    for (int i = 0; i < waiting.size(); i++) {
      Waiting one = waiting.get(i);
      CompletionStage<StepResult> end = ends.get(i);
      more |=
          attempt(
              one.turn(),
              () -> ended(one.turn(), one.slice(), StoreCalls.await(end, storeTimeout)));
    }
    return more;
  }

  private static CompletionStage<StepResult> end(Waiting one, ApplyResult result) {
    try {
      return one.step().end(result);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** Does a part of a step, and treats its failure as the step's. */
  private boolean attempt(PartitionTurn turn, Supplier<Boolean> part) {
    try {
      return part.get();
    } catch (RuntimeException | Error e) {
      failed(turn, e);
      return false;
    }
  }

  private boolean ended(PartitionTurn turn, JournalSlice slice, StepResult result) {
    duty.stepped(turn.number(), result);
    turn.partition.evict();
    turn.succeeded();
    events.succeeded(turn.partition);
    boolean moved = result != StepResult.IDLE;
    boolean more = moved && turn.partition.isFull(slice);
    // Read again with the next pass: for what is left, after a step that committed nothing, and for
    // other nodes, which call once while they wait, however many votes they wait for.
    if (moved && (more || result != StepResult.FLUSHED || duty.hasCompany())) {
      turn.wake();
    }
    return more;
  }

  private void failed(PartitionTurn turn, Throwable e) {
    turn.failed();
    turn.wake();
    if (e instanceof VoteException) {
      duty.failed(turn.number());
      events.failed(turn.partition, e);
    } else {
      events.mistake(turn.partition, e);
    }
  }
}
