package io.voteengine.sync.degraded;

import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.OutcomeUnknownException;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
 * Casts one partition's votes in the ledger by group commit: votes that come during a transaction
 * share the next one.
 */
final class DirectLane {
  /** The most votes of one transaction. */
  private static final int TOGETHER = 500;

  /** The most votes that may wait; those that wait while the ledger hangs take memory. */
  private static final int MOST = 10_000;

  /** A vote whose answer is awaited. */
  private record Waiting(CastCommand vote, Deadline deadline, CompletableFuture<CastReply> reply) {
    VoteKey key() {
      return new VoteKey(vote.subject(), vote.voter());
    }
  }

  private final int partition;
  private final VoteLedger ledger;
  private final PollLimits limits;
  private final Executor executor;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
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
    Waiting entry = new Waiting(vote, deadline, new CompletableFuture<>());
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
      for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
        fail(
            batch,
            new StoreUnavailableException(
                "There is no thread to cast the vote in the ledger, or the engine is closed; it has"
                    + " not been cast.",
                e));
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
        // Whatever it is, nothing else would answer these votes or later ones.
        fail(batch, new VoteStoreException("Casting in the ledger failed unexpectedly.", e));
      }
      goOn();
    }
  }

  /**
   * Takes the oldest votes, at most one of each voter on each subject: the next one builds on it.
   */
  private synchronized List<Waiting> next() {
    Map<VoteKey, Waiting> batch = new LinkedHashMap<>();
    for (Iterator<Waiting> oldest = waiting.iterator();
        oldest.hasNext() && batch.size() < TOGETHER; ) {
      Waiting entry = oldest.next();
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

  private void commit(List<Waiting> batch) {
    List<Waiting> asked = new ArrayList<>();
    for (Waiting entry : batch) {
      if (entry.deadline().passed()) {
        fail(
            List.of(entry),
            new DeadlinePassedException(
                "The deadline passed before the ledger could be asked; the vote has not been"
                    + " cast."));
      } else {
        asked.add(entry);
      }
    }
    List<Admitted> admitted = admitted(asked);
    if (admitted.isEmpty()) {
      return;
    }
    List<CastReply> replies;
    try {
      replies = ledger.cast(partition, admitted.stream().map(Admitted::vote).toList());
    } catch (OutcomeUnknownException e) {
      throw e;
    } catch (VoteLedgerException e) {
      admitted.forEach(this::giveBack);
      throw e;
    }
    for (int i = 0; i < replies.size(); i++) {
      answer(admitted.get(i), replies.get(i));
    }
  }

  /**
   * A vote that goes to the ledger.
   *
   * @param vote the vote itself, or, when it exceeds the limit, the question whether it was cast
   *     before
   * @param tooEarly microseconds until there is a permit; 0 when it has one
   */
  private record Admitted(Waiting entry, CastCommand vote, long tooEarly) {}

  /** Returns the votes that have a permit, and those that need none if they were already cast. */
  private List<Admitted> admitted(List<Waiting> asked) {
    List<Admitted> admitted = new ArrayList<>();
    for (Waiting entry : asked) {
      long tooEarly = limits.take(partition, entry.vote());
      if (tooEarly == 0) {
        admitted.add(new Admitted(entry, entry.vote(), 0));
      } else if (entry.vote().fresh()) {
        entry.reply().complete(new CastReply.RateLimited(tooEarly));
      } else {
        admitted.add(new Admitted(entry, entry.vote().as(CastCommand.Kind.PROBE), tooEarly));
      }
    }
    return admitted;
  }

  private void answer(Admitted admitted, CastReply reply) {
    if (admitted.tooEarly() > 0
        && reply instanceof CastReply.Declined declined
        && declined.reason() == CastReply.Refused.UNKNOWN_REQUEST) {
      CastReply.RateLimited tooEarly = new CastReply.RateLimited(admitted.tooEarly());
      admitted.entry().reply().complete(declined.because(tooEarly));
      return;
    }
    if (!(reply instanceof CastReply.Accepted || reply instanceof CastReply.Superseded)) {
      giveBack(admitted);
    }
    admitted.entry().reply().complete(reply);
  }

  private void giveBack(Admitted admitted) {
    if (admitted.tooEarly() == 0) {
      limits.giveBack(admitted.vote());
    }
  }

  /** Fails the votes that have no answer yet; the others keep theirs. */
  private static void fail(List<Waiting> batch, VoteStoreException failure) {
    batch.forEach(entry -> entry.reply().completeExceptionally(failure));
  }
}
