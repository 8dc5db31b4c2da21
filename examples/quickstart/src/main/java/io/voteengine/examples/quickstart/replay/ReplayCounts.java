package io.voteengine.examples.quickstart.replay;

import io.voteengine.VoterId;
import io.voteengine.examples.quickstart.console.Latencies;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What became of the votes of a replay. Safe for use by many threads. */
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

  /** Voters with a vote that the engine took, or had taken before. */
  long voters() {
    return voters.size();
  }

  void took(VoterId voter, boolean changed) {
    voters.add(voter);
    (changed ? accepted : unchanged).increment();
  }

  /** A vote was acknowledged, and is not known to be in the ledger. */
  void await() {
    awaited.incrementAndGet();
  }

  /** The ledger has it. */
  void durable(long startNanos) {
    durable.since(startNanos);
    lastMove = System.nanoTime();
    awaited.decrementAndGet();
  }

  /** How many acknowledged votes the ledger is not known to have. */
  long awaited() {
    return awaited.get();
  }

  /** When the ledger last took a vote, by {@link System#nanoTime()}. */
  long lastMove() {
    return lastMove;
  }
}
