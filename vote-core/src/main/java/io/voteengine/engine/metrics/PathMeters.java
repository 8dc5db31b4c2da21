package io.voteengine.engine.metrics;

import io.voteengine.metrics.EngineMeter;
import io.voteengine.metrics.HistogramMeter;
import io.voteengine.metrics.MeterId;
import java.util.ArrayList;
import java.util.List;

/** What the parts of a vote's path measure. */
public final class PathMeters {
  private static final MeterId LOADS =
      MeterId.of(
          "voteengine.load.latency",
          "seconds",
          "Time to load from the ledger what the store lacks; votes and reads that wait share a"
              + " load");

  public final CastMeters casts = new CastMeters();

  public final HistogramMeter durable =
      new HistogramMeter(
          MeterId.of(
              "voteengine.durable.latency",
              "seconds",
              "Time from the store's answer to a vote until the ledger had it"),
          true);

  public final HistogramMeter pollLoads = loads("poll");
  public final HistogramMeter subjectLoads = loads("subject");
  public final HistogramMeter voteLoads = loads("vote");

  private static HistogramMeter loads(String what) {
    return new HistogramMeter(LOADS.tag("what", what), true);
  }

  List<EngineMeter> meters() {
    List<EngineMeter> meters = new ArrayList<>(casts.meters());
    meters.addAll(List.of(durable, pollLoads, subjectLoads, voteLoads));
    return meters;
  }
}
