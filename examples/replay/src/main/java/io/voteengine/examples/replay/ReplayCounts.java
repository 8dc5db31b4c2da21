package io.voteengine.examples.replay;

import io.voteengine.VoterId;
import io.voteengine.examples.console.Latencies;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts the outcomes of a replay's votes. Safe for use by many threads. */
final class ReplayCounts {
  final LongAdder accepted = new LongAdder();
  final LongAdder unchanged = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder conflicts = new LongAdder();
  final Latencies ack = new Latencies();
  final Latencies durable = new Latencies();

  private final Set<VoterId> voters = ConcurrentHashMap.newKeySet();
  private final AtomicLong awaited = new AtomicLong();
  private volatile long lastMove = System.nanoTime();

  long answered() {
    return accepted.sum() + unchanged.sum() + refused.sum() + conflicts.sum();
  }

  /** Returns how many voters have a vote that the engine took now or earlier. */
  long voters() {
    return voters.size();
  }

  void took(VoterId voter, boolean changed) {
    voters.add(voter);
    (changed ? accepted : unchanged).increment();
  }

  /** Counts a vote that was acknowledged and is not known to be in the ledger. */
  void await() {
    awaited.incrementAndGet();
  }

  /** Counts a vote that the ledger has. */
  void durable(long startNanos) {
    durable.since(startNanos);
    lastMove = System.nanoTime();
    awaited.decrementAndGet();
  }

  /** Returns how many acknowledged votes the ledger is not known to have. */
  long awaited() {
    return awaited.get();
  }

  /** Returns when the ledger last took a vote, by {@link System#nanoTime()}. */
  long lastMove() {
    return lastMove;
  }
}
