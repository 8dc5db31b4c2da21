package io.voteengine.sync.degraded;

import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Queues one partition's votes for the ledger, for group commit: votes that come during a
 * transaction share the next one.
 */
final class DirectLane {
  /** The most votes of one transaction. */
  private static final int TOGETHER = 500;

  /** The most votes that may wait; those that wait while the ledger hangs take memory. */
  private static final int MOST = 10_000;

  private final int partition;
  private final VoteLedger ledger;
  private final PollLimits limits;
  private final Executor executor;
  private final Queue<WaitingVote> waiting = new ArrayDeque<>();
  private boolean committing;

  /**
   * @param executor runs the transactions, which may block
   */
  DirectLane(int partition, VoteLedger ledger, PollLimits limits, Executor executor) {
    this.partition = partition;
    this.ledger = ledger;
    this.limits = limits;
    this.executor = executor;
  }

  CompletionStage<CastReply> cast(CastCommand vote, Deadline deadline) {
    WaitingVote entry = new WaitingVote(vote, deadline, new CompletableFuture<>());
    synchronized (this) {
      if (waiting.size() >= MOST) {
        return CompletableFuture.failedStage(
            new StoreUnavailableException(
                "The store cannot be reached, and too many votes wait for the ledger already; the"
                    + " vote has not been cast.",
                null));
      }
      waiting.add(entry);
      if (committing) {
        return entry.reply();
      }
      committing = true;
    }
    goOn();
    return entry.reply();
  }

  /** Returns how many votes wait for their transaction. */
  synchronized int waiting() {
    return waiting.size();
  }

  /**
   * Waits until no vote waits and no transaction is under way; false: the deadline passed before.
   */
  synchronized boolean awaitIdle(Deadline deadline) throws InterruptedException {
    while (committing && !deadline.passed()) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(deadline.remainingNanos(), 1));
    }
    return !committing;
  }

  /** Starts one transaction at a time, so that lanes which share a thread take turns. */
  private void goOn() {
    try {
      executor.execute(this::commitNext);
    } catch (RuntimeException | Error e) {
      // Closed, or out of threads: nothing else would answer the waiting votes.
      for (List<WaitingVote> batch = next(); !batch.isEmpty(); batch = next()) {
        WaitingVote.fail(
            batch,
            new StoreUnavailableException(
                "There is no thread to cast the vote in the ledger, or the engine is closed; it has"
                    + " not been cast.",
                e));
      }
    }
  }

  private void commitNext() {
    List<WaitingVote> batch = next();
    if (!batch.isEmpty()) {
      new DirectBatch(partition, ledger, limits, batch).cast();
      goOn();
    }
  }

  /**
   * Takes the oldest votes, at most one of each voter on each subject: the next one builds on it.
   */
  private synchronized List<WaitingVote> next() {
    Map<VoteKey, WaitingVote> batch = new LinkedHashMap<>();
    for (Iterator<WaitingVote> oldest = waiting.iterator();
        oldest.hasNext() && batch.size() < TOGETHER; ) {
      WaitingVote entry = oldest.next();
      if (batch.putIfAbsent(entry.key(), entry) == null) {
        oldest.remove();
      }
    }
    committing = !batch.isEmpty();
    if (!committing) {
      notifyAll();
    }
    return List.copyOf(batch.values());
  }
}
