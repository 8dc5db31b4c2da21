package io.voteengine.examples.launch;

import io.voteengine.CastResult;
import io.voteengine.examples.console.Latencies;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts the engine's answers on a launch day. Safe for use by many threads. */
final class LaunchCounts {
  final Latencies ack = new Latencies();
  final Latencies durable = new Latencies();
  final LongAdder waits = new LongAdder();

  private final LongAdder answered = new LongAdder();
  private final AtomicLong awaited = new AtomicLong();
  private final Map<String, LongAdder> byResult = new LinkedHashMap<>();

  LaunchCounts() {
    for (String result :
        new String[] {
          "created", "changed", "removed", "unchanged", "retried", "limited", "other"
        }) {
      byResult.put(result, new LongAdder());
    }
  }

  long answered() {
    return answered.sum();
  }

  /** Returns how many accepted votes the ledger is not known to have. */
  long awaited() {
    return awaited.get();
  }

  long of(String result) {
    return counter(result).sum();
  }

  void count(CastResult result, long start) {
    ack.since(start);
    answered.increment();
    if (result instanceof CastResult.Accepted accepted) {
      boolean replayed = accepted.receipt().replayed();
      String action = replayed ? "retried" : accepted.action().name().toLowerCase(Locale.ROOT);
      counter(action).increment();
      awaited.incrementAndGet();
      accepted
          .durable()
          .thenRun(
              () -> {
                durable.since(start);
                awaited.decrementAndGet();
              });
    } else {
      boolean limited =
          result instanceof CastResult.Rejected rejected
              && rejected.reason() == CastResult.Reason.RATE_LIMITED;
      counter(limited ? "limited" : "other").increment();
    }
  }

  private LongAdder counter(String result) {
    LongAdder counter = byResult.get(result);
    if (counter == null) {
      throw new IllegalArgumentException(result);
    }
    return counter;
  }
}
