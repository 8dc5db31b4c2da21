package io.voteengine.sync.flush;

import io.voteengine.metrics.CounterMeter;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.metrics.HistogramMeter;
import io.voteengine.metrics.MeterId;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What a reconciler measures while it flushes. Safe for use by many threads. */
public final class FlushMeters {
  private final HistogramMeter latency =
      new HistogramMeter(
          MeterId.of(
              EngineMeter.FLUSH_LATENCY,
              "seconds",
              "Time to commit a batch to the ledger and to trim the journal"),
          true);

  private final HistogramMeter batch =
      new HistogramMeter(
          MeterId.of("voteengine.flush.batch", "events", "Events of a committed batch"), false);

  private final LongAdder failures = new LongAdder();

  /**
   * Records a batch that the ledger has committed.
   *
   * @param events how many events it had
   * @param nanos how long it took
   */
  void flushed(int events, long nanos) {
    latency.record(nanos);
    batch.record(events);
  }

  /** Records a batch that failed, or whose outcome is not known. */
  void failed() {
    failures.increment();
  }

  public List<EngineMeter> meters() {
    return List.of(
        latency,
        batch,
        new CounterMeter(
            MeterId.of("voteengine.failed.flushes", "flushes", "Batches that failed; retried"),
            failures::sum));
  }
}
