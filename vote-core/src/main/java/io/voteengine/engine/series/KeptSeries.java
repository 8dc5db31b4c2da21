package io.voteengine.engine.series;

import io.voteengine.Poll;
import io.voteengine.poll.Series;
import io.voteengine.poll.Window;
import io.voteengine.spi.ledger.LedgerPolls;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One series whose polls this engine records. Safe for use by many threads. */
final class KeptSeries {
  private static final Logger log = LoggerFactory.getLogger(KeptSeries.class);

  /**
   * How long it is at most until hours that somebody has changed on another node are known here.
   */
  private static final long READ_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(5);

  /**
   * What the ledger has.
   *
   * @param from the beginning of the window for which it was read
   * @param until the end of the window then, when another one is due to be recorded
   * @param horizon the end of the last window that was recorded ahead
   * @param readAt by the nanosecond clock
   * @param windows never changed any more
   */
  private record Known(
      Instant from, Instant until, Instant horizon, long readAt, RecordedWindows windows) {}

  final Series series;

  /** Whether a thread is recording polls. */
  final AtomicBoolean busy = new AtomicBoolean();

  private final LedgerPolls ledger;
  private volatile @Nullable Known known;

  KeptSeries(Series series, LedgerPolls ledger) {
    this.series = series;
    this.ledger = ledger;
  }

  /** Makes the next question read the ledger; waits for one that is reading it. */
  synchronized void forget() {
    known = null;
  }

  boolean isDue(Instant now) {
    Known last = known;
    return last == null
        || now.isBefore(last.from)
        || !now.isBefore(last.until)
        || System.nanoTime() - last.readAt > READ_AGAIN_NANOS;
  }

  /** Returns the poll that is in force, or is next where none is; reads the ledger if it must. */
  Poll current(Instant now) {
    RecordedWindows remembered = remembered(now);
    RecordedWindows windows = remembered != null ? remembered : recorded(now);
    Poll covering = windows.covering(now);
    if (covering != null) {
      return covering;
    }
    Window window = series.windowAt(now);
    return Objects.requireNonNullElseGet(windows.named(window.name()), () -> series.poll(window));
  }

  /** Returns the windows if their time contains the moment. */
  private @Nullable RecordedWindows remembered(Instant now) {
    Known last = known;
    return last != null && !now.isBefore(last.from) && now.isBefore(last.horizon)
        ? last.windows
        : null;
  }

  private synchronized RecordedWindows recorded(Instant now) {
    RecordedWindows windows = remembered(now); // Another thread may have read them meanwhile.
    return windows != null ? windows : record(now);
  }

  /**
   * Records the present window and those ahead, as far as they are not. The calls of several nodes
   * do the same, and the first one's polls stay.
   */
  synchronized RecordedWindows record(Instant now) {
    RecordedWindows windows = new RecordedWindows(series, ledger.list());
    Instant until = cover(now, windows);
    Instant horizon = until;
    for (int i = 0; i < series.ahead(); i++) {
      horizon = cover(horizon, windows);
    }
    Poll present = windows.covering(now);
    Instant from = present == null ? null : present.opensAt();
    known = new Known(from == null ? now : from, until, horizon, System.nanoTime(), windows);
    return windows;
  }

  /** Records the window of a moment, if none is, and returns its end. */
  private Instant cover(Instant moment, RecordedWindows windows) {
    if (windows.covering(moment) == null) {
      Poll missing = windows.missingAt(moment);
      if (missing != null) {
        windows.add(ledger.define(missing));
      }
    }
    return windows.endAfter(moment);
  }

  /** Warns where the recorded polls differ from what the series says now. */
  void warnOfOtherRules(Instant now) {
    Known last = known;
    for (Window window : series.windows(now, series.ahead() + 1)) {
      Poll recorded = last == null ? null : last.windows.named(window.name());
      if (recorded != null && !recorded.equals(series.poll(window))) {
        log.warn(
            "The poll '{}' of the series '{}' is recorded with other rules than the application"
                + " defines, and keeps them: {}, not {}. Polls that are recorded later follow it"
                + " with the new ones",
            window.name(),
            series.name(),
            recorded,
            series.poll(window));
      }
    }
  }
}
