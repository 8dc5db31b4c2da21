package io.voteengine.engine.series;

import io.voteengine.Poll;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.log.OutageLog;
import io.voteengine.poll.PollException;
import io.voteengine.poll.Series;
import io.voteengine.spi.ledger.LedgerPolls;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/**
 * Records the polls of the host's series ahead of their time, as long as the engine is open. Looks
 * at the clock each second, and at the ledger once per window and every few minutes. Safe for use
 * by many threads.
 */
public final class SeriesKeeper {
  private static final long LOOK_SECONDS = 1;
  private static final String CLOCK = "the engine's clock";

  private final LedgerPolls ledger;
  private final Lifecycle lifecycle;
  private final InstantSource clock;
  private final Map<String, KeptSeries> kept = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final OutageLog outages =
      new OutageLog(
          LoggerFactory.getLogger(SeriesKeeper.class),
          "The polls of series cannot be recorded ahead, and are tried again each second",
          "The polls of series are recorded again");

  public SeriesKeeper(LedgerPolls ledger, Lifecycle lifecycle, InstantSource clock) {
    this.ledger = ledger;
    this.lifecycle = lifecycle;
    this.clock = clock;
  }

  /** Records the present window and those ahead, and goes on with that. */
  public Poll define(Series series) {
    KeptSeries defined = new KeptSeries(series, ledger);
    Instant now = clock.instant();
    Poll current = defined.current(now);
    defined.warnOfOtherRules(now);
    kept.put(series.name(), defined);
    if (looking.compareAndSet(false, true)) {
      lifecycle.timer.scheduleWithFixedDelay(
          this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }
    return current;
  }

  public Poll current(String name) {
    KeptSeries series = kept.get(name);
    if (series == null) {
      throw new PollException(
          "No series '"
              + name
              + "' is defined: call polls().define with it when the application starts.");
    }
    return series.current(clock.instant());
  }

  /** Called when somebody has changed a poll through this engine. */
  public void changed() {
    kept.values().forEach(KeptSeries::forget);
  }

  /** Runs on the timer, which must not wait for the ledger, and ends its task if that throws. */
  private void look() {
    try {
      Instant now = clock.instant();
      kept.values().stream().filter(series -> series.isDue(now)).forEach(this::startRecording);
      outages.succeeded(CLOCK);
    } catch (RuntimeException | Error e) {
      outages.failed(CLOCK, e);
    }
  }

  private void startRecording(KeptSeries series) {
    if (series.busy.compareAndSet(false, true)) {
      try {
        lifecycle.loaders.execute(() -> record(series));
      } catch (RejectedExecutionException e) {
        series.busy.set(false); // The loaders are overloaded, or the engine closes.
      } catch (RuntimeException | Error e) {
        series.busy.set(false); // Out of threads, for example: tried again in a second.
        throw e;
      }
    }
  }

  private void record(KeptSeries series) {
    String name = series.series.name();
    try {
      lifecycle.whileOpen(() -> series.record(clock.instant()));
      outages.succeeded(name);
    } catch (RuntimeException | Error e) {
      if (!lifecycle.isClosed()) {
        outages.failed(name, e);
      }
    } finally {
      series.busy.set(false);
    }
  }
}
