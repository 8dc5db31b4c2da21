package io.voteengine.micrometer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.voteengine.VoteEngine;
import io.voteengine.metrics.CounterMeter;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.metrics.GaugeMeter;
import io.voteengine.metrics.HistogramMeter;
import io.voteengine.metrics.MeterId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Binds the meters of an engine to Micrometer, each with the tag {@code engine}. Engines that share
 * a registry need different names. A scrape calls neither store nor ledger. Safe for use by many
 * threads.
 *
 * <p>The registry does not keep the engine alive, and the engine does not know the registry: {@link
 * #close} this when an engine of the same name will be bound to the same registry later, because a
 * registry keeps the first meter of a name.
 */
public final class VoteEngineMetrics implements MeterBinder, AutoCloseable {
  /** The tag that has the engine's name. */
  public static final String ENGINE = "engine";

  /** Faster than most casts in memory, so that Prometheus has few buckets that stay empty. */
  private static final Duration SHORTEST = Duration.ofNanos(100_000);

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** The targets and alerts of docs/monitoring, which become bounds of buckets. */
  private static final Duration[] TARGETS = {
    Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(10)
  };

  private final VoteEngine engine;
  private final Tags tags;
  private final List<Runnable> undo = new ArrayList<>();

  /**
   * Creates a binder; {@link #bindTo} registers the meters.
   *
   * @param engine the engine, open or closed
   * @param name its name in the tag {@code engine}
   */
  public VoteEngineMetrics(VoteEngine engine, String name) {
    this(engine, name, Tags.empty());
  }

  /**
   * Creates a binder that adds tags of the host; {@link #bindTo} registers the meters.
   *
   * @param engine the engine, open or closed
   * @param name its name in the tag {@code engine}
   * @param tags more tags for all of its meters
   */
  public VoteEngineMetrics(VoteEngine engine, String name, Iterable<Tag> tags) {
    this.engine = Objects.requireNonNull(engine, "engine");
    this.tags = Tags.concat(tags, ENGINE, Objects.requireNonNull(name, "name"));
  }

  /**
   * Registers the meters.
   *
   * @param registry where; several registries may be bound one after the other
   */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    engine.meters().forEach(meter -> bind(registry, meter));
  }

  private void bind(MeterRegistry registry, EngineMeter meter) {
    Meter bound;
    if (meter instanceof CounterMeter counter) {
      bound = counter(registry, counter);
    } else if (meter instanceof GaugeMeter gauge) {
      bound = gauge(registry, gauge);
    } else {
      HistogramMeter histogram = (HistogramMeter) meter;
      bound = histogram.isTime() ? timer(registry, histogram) : sizes(registry, histogram);
    }
    undo.add(() -> registry.remove(bound));
  }

  private Meter counter(MeterRegistry registry, CounterMeter counter) {
    MeterId id = counter.id();
    return FunctionCounter.builder(id.name(), counter, CounterMeter::count)
        .baseUnit(unit(id))
        .description(id.description())
        .tags(tags(id))
        .register(registry);
  }

  private Meter gauge(MeterRegistry registry, GaugeMeter gauge) {
    MeterId id = gauge.id();
    return Gauge.builder(id.name(), gauge, GaugeMeter::value)
        .baseUnit(unit(id))
        .description(id.description())
        .tags(tags(id))
        .register(registry);
  }

  private Meter timer(MeterRegistry registry, HistogramMeter histogram) {
    MeterId id = histogram.id();
    Timer.Builder builder = Timer.builder(id.name()).description(id.description()).tags(tags(id));
    if (histogram.isDetailed()) {
      builder
          .publishPercentileHistogram()
          .serviceLevelObjectives(TARGETS)
          .minimumExpectedValue(SHORTEST)
          .maximumExpectedValue(LONGEST);
    }
    Timer timer = builder.register(registry);
    listen(histogram, nanos -> timer.record(nanos, TimeUnit.NANOSECONDS));
    return timer;
  }

  private Meter sizes(MeterRegistry registry, HistogramMeter histogram) {
    MeterId id = histogram.id();
    DistributionSummary summary =
        DistributionSummary.builder(id.name())
            .baseUnit(unit(id))
            .description(id.description())
            .tags(tags(id))
            .publishPercentileHistogram(histogram.isDetailed())
            .register(registry);
    listen(histogram, summary::record);
    return summary;
  }

  private void listen(HistogramMeter histogram, LongConsumer listener) {
    histogram.addListener(listener);
    undo.add(() -> histogram.removeListener(listener));
  }

  private Tags tags(MeterId id) {
    Tags all = tags;
    for (var tag : id.tags().entrySet()) {
      all = all.and(tag.getKey(), tag.getValue());
    }
    return all;
  }

  private static @Nullable String unit(MeterId id) {
    return id.unit().isEmpty() ? null : id.unit();
  }

  /** Removes the meters from their registries. Repeated calls do nothing. */
  @Override
  public synchronized void close() {
    undo.forEach(Runnable::run);
    undo.clear();
  }
}
