package io.voteengine.metrics;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The main figures of an engine at one moment. Each engine measures for itself. Immutable.
 *
 * <p>A vote failed if the store, the ledger, a full backlog or an unexpected exception kept it from
 * being cast, or its outcome is unknown. Rejections by the rules of a poll or by a limit are
 * answers, not errors. Time-outs of a caller's own deadline that is shorter than the engine's are
 * no errors either, as in {@link io.voteengine.health.VoteHealth}.
 *
 * @param totalVotes number of casts that have ended, with any answer, since the engine was built
 * @param totalErrors number of casts that have failed since then
 * @param successRate share of the casts of the last minute that did not fail, 0 to 1; 1 when there
 *     was none
 * @param casts how long casts with {@link io.voteengine.Ack#ACCEPTED} took until their answer
 * @param queueDepth number of calls and events that wait inside the engine: for the store, the
 *     ledger, or a thread of callbacks or listeners
 * @param lag how far the ledger is behind this engine: the age of the oldest acknowledged vote that
 *     the ledger is not known to have; zero when there is none
 * @param flushes how long this engine's reconciler took to commit a batch to the ledger
 * @param cacheHitRate share of the reads of the last minute that may use copies of the near cache
 *     and were answered by one, 0 to 1; 0 when there was none
 */
public record VoteMetrics(
    long totalVotes,
    long totalErrors,
    double successRate,
    Latencies casts,
    long queueDepth,
    Duration lag,
    Latencies flushes,
    double cacheHitRate) {
  private static final double NANOS_PER_MILLI = 1_000_000;

  /**
   * Returns the figures in the form for JSON, which any library writes. Times are milliseconds with
   * a fraction. The keys, in this order: {@code total_votes}, {@code total_errors}, {@code
   * success_rate}, {@code avg_latency_ms}, {@code p50_latency_ms}, {@code p95_latency_ms}, {@code
   * p99_latency_ms}, {@code last_latency_ms}, {@code queue_depth}, {@code lag_ms}, {@code
   * worker_p95_ms}, {@code cache_hit_rate}.
   *
   * @return an unmodifiable map
   */
  public Map<String, Number> toMap() {
    Map<String, Number> map = new LinkedHashMap<>();
    map.put("total_votes", totalVotes);
    map.put("total_errors", totalErrors);
    map.put("success_rate", successRate);
    map.put("avg_latency_ms", millis(casts.average()));
    map.put("p50_latency_ms", millis(casts.p50()));
    map.put("p95_latency_ms", millis(casts.p95()));
    map.put("p99_latency_ms", millis(casts.p99()));
    map.put("last_latency_ms", millis(casts.last()));
    map.put("queue_depth", queueDepth);
    map.put("lag_ms", millis(lag));
    map.put("worker_p95_ms", millis(flushes.p95()));
    map.put("cache_hit_rate", cacheHitRate);
    return Collections.unmodifiableMap(map);
  }

  private static double millis(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }
}
