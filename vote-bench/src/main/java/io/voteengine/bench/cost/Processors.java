package io.voteengine.bench.cost;

/**
 * Processor time in seconds; NaN where it is not known.
 *
 * @param redis of Redis
 * @param sql of the database server, with all its processes
 * @param jvm of this process, with engine and load generator
 */
public record Processors(double redis, double sql, double jvm) {
  Processors since(Processors start) {
    return new Processors(redis - start.redis, sql - start.sql, jvm - start.jvm);
  }

  /** Returns the time for each of this many votes, in microseconds. */
  Processors per(long votes) {
    double each = 1e6 / Math.max(1, votes);
    return new Processors(redis * each, sql * each, jvm * each);
  }

  /** Returns the sum over all processes; what is not known counts as nothing. */
  public double sum() {
    return (Double.isNaN(redis) ? 0 : redis) + (Double.isNaN(sql) ? 0 : sql) + jvm;
  }
}
