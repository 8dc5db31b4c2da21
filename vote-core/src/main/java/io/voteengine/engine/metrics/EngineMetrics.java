package io.voteengine.engine.metrics;

import io.voteengine.engine.durable.Confirmations;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.notify.Callbacks;
import io.voteengine.engine.read.Loader;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.metrics.GaugeMeter;
import io.voteengine.metrics.HistogramMeter;
import io.voteengine.metrics.MeterId;
import io.voteengine.metrics.VoteMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The meters of an engine, and the snapshot that is made of them. */
public final class EngineMetrics {
  private final List<EngineMeter> meters;
  private final List<GaugeMeter> queues;
  private final CastMeters casts;
  private final Supplier<Duration> lag;
  private final RecentTimes castTimes = new RecentTimes();
  private final RecentTimes flushTimes = new RecentTimes();
  private final RecentSuccess success;
  private final RecentShare cacheHits;

  /**
   * @param ofParts the meters of near cache, store and reconciler
   * @param cacheAnswers how many reads copies have answered; read before the reads
   * @param cacheReads how many reads there were that may use copies
   */
  public EngineMetrics(
      Lifecycle lifecycle,
      Confirmations confirmations,
      Callbacks callbacks,
      Loader loader,
      List<EngineMeter> ofParts,
      LongSupplier cacheAnswers,
      LongSupplier cacheReads) {
    this.casts = lifecycle.counters.path.casts;
    this.success = new RecentSuccess(casts);
    this.cacheHits = new RecentShare(cacheAnswers, cacheReads);
    this.lag = confirmations::oldest;
    List<EngineMeter> all =
        new ArrayList<>(MeterCatalog.of(lifecycle, confirmations, callbacks, loader));
    all.add(
        new GaugeMeter(
            MeterId.of(
                "voteengine.success.rate", "", "Share of the last minute's casts without error"),
            success::rate));
    all.addAll(ofParts);
    this.meters = List.copyOf(all);
    this.queues =
        named(EngineMeter.QUEUE_DEPTH).stream()
            .filter(GaugeMeter.class::isInstance)
            .map(GaugeMeter.class::cast)
            .toList();
    casts.latency.addListener(castTimes);
    for (EngineMeter flushes : named(EngineMeter.FLUSH_LATENCY)) {
      if (flushes instanceof HistogramMeter times) {
        times.addListener(flushTimes);
      }
    }
  }

  private List<EngineMeter> named(String name) {
    return meters.stream().filter(meter -> meter.id().name().equals(name)).toList();
  }

  /** Moves the windows of the recent figures on, until the timer ends. */
  public void start(ScheduledExecutorService timer) {
    long pause = RecentTimes.TICK.toNanos();
    timer.scheduleAtFixedRate(this::tick, pause, pause, TimeUnit.NANOSECONDS);
  }

  void tick() {
    castTimes.tick();
    flushTimes.tick();
    success.tick();
    cacheHits.tick();
  }

  public List<EngineMeter> meters() {
    return meters;
  }

  public VoteMetrics read() {
    long errors = casts.errors(); // Before the total, which is then never less.
    return new VoteMetrics(
        casts.total(),
        errors,
        success.rate(),
        castTimes.read(),
        (long) queues.stream().mapToDouble(GaugeMeter::value).sum(),
        lag.get(),
        flushTimes.read(),
        cacheHits.of().orElse(0));
  }
}
