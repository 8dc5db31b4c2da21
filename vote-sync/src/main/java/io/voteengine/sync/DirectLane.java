package io.voteengine.sync;

import io.voteengine.OutcomeUnknownException;
import io.voteengine.RequestId;
import io.voteengine.StoreUnavailableException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
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
 * Casts votes of one partition in the ledger, by group commit: those that come while a transaction
 * is under way share the next.
 */
final class DirectLane {
  /** How many votes may share a transaction. */
  private static final int TOGETHER = 500;

  /** How many may wait; what waits while the ledger hangs takes memory. */
  private static final int MOST = 10_000;

  /** A vote, and who waits for its answer. */
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

  /** Waits until no vote waits and no transaction is under way; false: that took too long. */
  synchronized boolean awaitIdle(Deadline deadline) throws InterruptedException {
    while (committing && !deadline.passed()) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(deadline.remainingNanos(), 1));
    }
    return !committing;
  }

  /** One transaction at a time, so that lanes which share a thread take turns. */
  private void goOn() {
    try {
      executor.execute(this::commitNext);
    } catch (RuntimeException | Error e) {
      // Closed, or out of threads: nobody else would answer those that wait.
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
        // Whatever it is: nobody else would answer these votes, nor those that come.
        fail(batch, new VoteStoreException("Casting in the ledger failed unexpectedly.", e));
      }
      goOn();
    }
  }

  /** Takes the oldest, but of each voter one on each subject: the next one builds on it. */
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
    List<Waiting> admitted = admitted(asked);
    if (admitted.isEmpty()) {
      return;
    }
    List<CastReply> replies;
    try {
      replies = ledger.cast(partition, admitted.stream().map(Waiting::vote).toList());
    } catch (OutcomeUnknownException e) {
      throw e;
    } catch (VoteLedgerException e) {
      admitted.forEach(entry -> limits.giveBack(entry.vote()));
      throw e;
    }
    for (int i = 0; i < replies.size(); i++) {
      Waiting entry = admitted.get(i);
      CastReply reply = replies.get(i);
      if (!(reply instanceof CastReply.Accepted || reply instanceof CastReply.Superseded)) {
        limits.giveBack(entry.vote());
      }
      entry.reply().complete(reply);
    }
  }

  /** Those that have a permit, and those that need none because they have been cast already. */
  private List<Waiting> admitted(List<Waiting> asked) {
    List<Waiting> admitted = new ArrayList<>();
    Map<Waiting, Long> limited = new LinkedHashMap<>();
    for (Waiting entry : asked) {
      long tooEarly = limits.take(partition, entry.vote());
      if (tooEarly > 0) {
        limited.put(entry, tooEarly);
      } else {
        admitted.add(entry);
      }
    }
    if (limited.isEmpty()) {
      return admitted;
    }
    List<VoteKey> keys = limited.keySet().stream().map(Waiting::key).toList();
    Map<VoteKey, RequestId> last = new HashMap<>();
    for (VoteSnapshot vote : ledger.votes(partition, keys).value()) {
      last.put(new VoteKey(vote.subject(), vote.voter()), vote.requestId());
    }
    limited.forEach(
        (entry, tooEarly) -> {
          if (entry.vote().requestId().equals(last.get(entry.key()))) {
            admitted.add(entry);
          } else if (entry.vote().kind() == CastCommand.Kind.RETRY) {
            entry
                .reply()
                .completeExceptionally(
                    new VoteStoreException(
                        "Whether the store has cast the vote is not known, and it may not be cast"
                            + " in the ledger: its voter has no permit left.",
                        null));
          } else {
            entry.reply().complete(new CastReply.RateLimited(tooEarly));
          }
        });
    return admitted;
  }

  /** Those that have their answer keep it. */
  private static void fail(List<Waiting> batch, VoteStoreException failure) {
    batch.forEach(entry -> entry.reply().completeExceptionally(failure));
  }
}
