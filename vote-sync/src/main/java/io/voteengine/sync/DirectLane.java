package io.voteengine.sync;

import io.voteengine.OutcomeUnknownException;
import io.voteengine.StoreUnavailableException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Casts votes of one partition in the ledger, by group commit: those that come while a transaction
 * is under way share the next.
 */
final class DirectLane {
  /** How many votes may share a transaction. */
  private static final int TOGETHER = 500;

  /** How many may wait; what waits while the ledger hangs takes memory. */
  private static final int MOST = 10_000;

  /** A vote, and who waits for its answer. */
  private record Waiting(CastCommand vote, Deadline deadline, CompletableFuture<CastReply> reply) {}

  private final int partition;
  private final VoteLedger ledger;
  private final PollLimits limits;
  private final Executor executor;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private boolean committing;

  /**
   * @param executor where transactions may block
   */
  DirectLane(int partition, VoteLedger ledger, PollLimits limits, Executor executor) {
    this.partition = partition;
    this.ledger = ledger;
    this.limits = limits;
    this.executor = executor;
  }

  CompletionStage<CastReply> cast(CastCommand vote, Deadline deadline) {
    Waiting entry = new Waiting(vote, deadline, new CompletableFuture<>());
    synchronized (this) {
      if (waiting.size() >= MOST) {
        return CompletableFuture.failedStage(
            new StoreUnavailableException(
                "The store cannot be reached, and as many votes wait for the ledger as may; the"
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

  /** One transaction at a time, so that lanes which share a thread take turns. */
  private void goOn() {
    try {
      executor.execute(this::commitNext);
    } catch (RejectedExecutionException closed) {
      for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
        fail(batch, new StoreUnavailableException("The reconciler is closed.", closed));
      }
    }
  }

  private void commitNext() {
    List<Waiting> batch = next();
    if (!batch.isEmpty()) {
      try {
        commit(batch);
      } catch (OutcomeUnknownException e) {
        fail(
            batch,
            new VoteStoreException(
                "The store cannot be reached, and the ledger's answer was lost: whether the vote"
                    + " counts is not known.",
                e));
      } catch (VoteLedgerException e) {
        fail(
            batch,
            new StoreUnavailableException(
                "Neither store nor ledger can be reached; the vote has not been cast.", e));
      } catch (RuntimeException | Error e) {
        // Whatever it is: nobody else would answer these votes, nor those that come.
        fail(batch, new VoteStoreException("Casting in the ledger failed unexpectedly.", e));
      }
      goOn();
    }
  }

  private synchronized List<Waiting> next() {
    List<Waiting> batch = new ArrayList<>();
    while (batch.size() < TOGETHER && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
    committing = !batch.isEmpty();
    return batch;
  }

  private void commit(List<Waiting> batch) {
    List<Waiting> admitted = new ArrayList<>();
    for (Waiting entry : batch) {
      if (entry.deadline().passed()) {
        fail(
            List.of(entry),
            new StoreUnavailableException(
                "The deadline passed before the ledger could be asked; the vote has not been cast.",
                null));
        continue;
      }
      long tooEarly = limits.take(partition, entry.vote());
      if (tooEarly > 0) {
        entry.reply().complete(new CastReply.RateLimited(tooEarly));
      } else {
        admitted.add(entry);
      }
    }
    if (admitted.isEmpty()) {
      return;
    }
    List<CastReply> replies = ledger.cast(partition, admitted.stream().map(Waiting::vote).toList());
    for (int i = 0; i < replies.size(); i++) {
      Waiting entry = admitted.get(i);
      if (replies.get(i) instanceof CastReply.Replayed) {
        limits.giveBack(entry.vote());
      }
      entry.reply().complete(replies.get(i));
    }
  }

  /** Those that have their answer keep it. */
  private static void fail(List<Waiting> batch, VoteStoreException failure) {
    batch.forEach(entry -> entry.reply().completeExceptionally(failure));
  }
}
