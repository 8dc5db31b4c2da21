package io.voteengine.bench.cost;

import java.util.Map;

/**
 * What one durable vote cost.
 *
 * @param micros processor time in microseconds
 * @param diskBytes growth of all tables with their indexes
 * @param logBytes growth of the write-ahead log; 0 where it is not known
 * @param redisBytes growth of Redis' used_memory, once the journal was trimmed
 * @param parts growth of each table and index
 */
public record VoteCost(
    Processors micros,
    double diskBytes,
    double logBytes,
    double redisBytes,
    Map<String, Double> parts) {

  /** Returns the processor time of all processes together, in microseconds. */
  public double microsInAll() {
    return micros.sum();
  }

  /** Returns a line such as {@code PostgreSQL 25.0 µs, …}. */
  public String text() {
    return "processor µs: SQL server %s, Redis %s, JVM with the load generator %s, together %.1f; "
            .formatted(
                number(micros.sql()), number(micros.redis()), number(micros.jvm()), micros.sum())
        + "bytes: disk %.0f, write-ahead log %s, Redis %.0f"
            .formatted(diskBytes, logBytes == 0 ? "–" : "%.0f".formatted(logBytes), redisBytes);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : "%.1f".formatted(value);
  }
}
