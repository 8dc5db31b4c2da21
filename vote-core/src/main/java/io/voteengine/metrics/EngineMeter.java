package io.voteengine.metrics;

import io.voteengine.VoteEngine;

/**
 * Something that an engine measures. {@link VoteEngine#meters} returns all of them, those of its
 * store and its reconciler included. Reading one calls neither store nor ledger, and works after
 * the engine was closed. Safe for use by many threads.
 */
public sealed interface EngineMeter permits CounterMeter, GaugeMeter, HistogramMeter {
  /** Name of the gauges that say how many calls or events wait, one for each queue. */
  String QUEUE_DEPTH = "voteengine.queue.depth";

  /** Name of the histogram of what a reconciler takes to commit a batch. */
  String FLUSH_LATENCY = "voteengine.flush.latency";

  /**
   * Returns the meter's name, with unit, tags and description.
   *
   * @return no other meter of the engine has the same name and tags
   */
  MeterId id();
}
