package io.voteengine.sync.engine.metrics;

import io.voteengine.VoteEngine;
import io.voteengine.metrics.CounterMeter;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.metrics.GaugeMeter;
import java.util.Map;

/** Reads the meters of an engine by their names. */
final class Meters {
  private final VoteEngine engine;

  Meters(VoteEngine engine) {
    this.engine = engine;
  }

  long votes(String outcome, String action) {
    return count("voteengine.votes", Map.of("outcome", outcome, "action", action));
  }

  long count(String name, Map<String, String> tags) {
    return ((CounterMeter) find(name, tags)).count();
  }

  double gauge(String name) {
    return ((GaugeMeter) find(name, Map.of())).value();
  }

  private EngineMeter find(String name, Map<String, String> tags) {
    return engine.meters().stream()
        .filter(meter -> meter.id().name().equals(name) && meter.id().tags().equals(tags))
        .findAny()
        .orElseThrow(() -> new AssertionError("no meter " + name + tags));
  }

  /** Reads every counter and gauge; returns how many there are. */
  long readAll() {
    return engine.meters().stream()
        .filter(
            meter ->
                meter instanceof GaugeMeter gauge
                    ? !Double.isNaN(gauge.value())
                    : meter instanceof CounterMeter counter && counter.count() >= 0)
        .count();
  }
}
