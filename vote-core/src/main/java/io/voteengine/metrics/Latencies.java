package io.voteengine.metrics;

import java.time.Duration;

/**
 * How long something took, over the last minute; all zero when it did not happen. Percentiles are
 * right to one percent.
 *
 * @param count how often it happened within the last minute
 * @param average the mean
 * @param p50 half of them took no longer
 * @param p95 95 % of them took no longer
 * @param p99 99 % of them took no longer
 * @param last how long the last one took, however long ago it was
 */
public record Latencies(
    long count, Duration average, Duration p50, Duration p95, Duration p99, Duration last) {}
