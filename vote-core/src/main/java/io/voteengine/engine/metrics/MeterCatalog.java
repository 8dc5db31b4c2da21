package io.voteengine.engine.metrics;

import io.voteengine.engine.durable.Confirmations;
import io.voteengine.engine.health.Counters;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.notify.Callbacks;
import io.voteengine.engine.read.Loader;
import io.voteengine.metrics.CounterMeter;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.metrics.GaugeMeter;
import io.voteengine.metrics.MeterId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * All meters of the engine itself. A new figure becomes a line here, and one in docs/metrics.md,
 * which a test compares. Store and reconciler bring their own ({@code meters()} of each).
 */
final class MeterCatalog {
  private final List<EngineMeter> meters = new ArrayList<>();

  private MeterCatalog() {}

  static List<EngineMeter> of(
      Lifecycle lifecycle, Confirmations confirmations, Callbacks callbacks, Loader loader) {
    MeterCatalog catalog = new MeterCatalog();
    catalog.meters.addAll(lifecycle.counters.path.meters());
    catalog.addCounters(lifecycle.counters, lifecycle.listeners::dropped);
    catalog.addGauges(lifecycle, confirmations);
    catalog.queue("callbacks", callbacks::waiting);
    catalog.queue("listeners", lifecycle.listeners::waiting);
    catalog.queue("loads", loader::waiting);
    return catalog.meters;
  }

  private void addCounters(Counters counters, LongSupplier dropped) {
    count("corrections", "subjects", "Subjects that were corrected", counters.corrections);
    count("recoveries", "partitions", "Partitions recovered after a loss", counters.recoveries);
    count("quarantined", "votes", "Votes that the database refused", counters.quarantined);
    count("lost", "votes", "Acknowledged votes that are lost", counters.lost);
    count("failed.loads", "loads", "Calls that could not be loaded", counters.failedLoads);
    count("dropped.events", "events", "Events that listeners missed", dropped);
  }

  private void addGauges(Lifecycle lifecycle, Confirmations confirmations) {
    gauge("open", "", "1 while the engine takes votes, else 0", () -> lifecycle.isClosed() ? 0 : 1);
    gauge(
        "unconfirmed",
        "votes",
        "Votes that this engine has acknowledged and the ledger is not known to have",
        confirmations::size);
    gauge(
        "lag",
        "seconds",
        "Age of the oldest of them",
        () -> (double) confirmations.oldest().toNanos() / TimeUnit.SECONDS.toNanos(1));
    gauge(
        "degraded",
        "partitions",
        "Partitions that this engine serves from the ledger",
        lifecycle.counters.degraded::size);
  }

  private void count(String name, String unit, String description, LongAdder value) {
    count(name, unit, description, value::sum);
  }

  private void count(String name, String unit, String description, LongSupplier value) {
    meters.add(new CounterMeter(MeterId.of("voteengine." + name, unit, description), value));
  }

  private void gauge(String name, String unit, String description, DoubleSupplier value) {
    meters.add(new GaugeMeter(MeterId.of("voteengine." + name, unit, description), value));
  }

  private void queue(String queue, DoubleSupplier depth) {
    meters.add(GaugeMeter.queue(queue, depth));
  }
}
