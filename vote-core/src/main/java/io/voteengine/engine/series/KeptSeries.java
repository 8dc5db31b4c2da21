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

  /** How long it is at most until hours that somebody has changed on another node are known here. */
  private static final long READ_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(5);

  /**
   * What the ledger has.
   *
   * @param from the moment for which it was read
   * @param until the end of the window then
   * @param readAt by the nanosecond clock
   * @param windows never changed any more
   */
  private record Known(Instant from, Instant until, long readAt, RecordedWindows windows) {
    boolean isOf(Instant moment) {
      return !moment.isBefore(from) && moment.isBefore(until);
    }
  }

  final Series series;

  /** Whether a thread is recording polls. */
  final AtomicBoolean busy = new AtomicBoolean();

  private final LedgerPolls ledger;
  private volatile @Nullable Known known;

  KeptSeries(Series series, LedgerPolls ledger) {
    this.series = series;
    this.ledger = ledger;
  }

  /** Makes the next question read the ledger. */
  void forget() {
    known = null;
  }

  boolean isDue(Instant now) {
    Known last = known;
    return last == null || !last.isOf(now) || System.nanoTime() - last.readAt > READ_AGAIN_NANOS;
  }

  /** Returns the poll that is in force, or is next where none is; reads the ledger if it must. */
  Poll current(Instant now) {
    Known last = known;
    if (last == null || !last.isOf(now)) {
      last = record(now);
    }
    Poll covering = last.windows.covering(now);
    return covering != null
        ? covering
        : Objects.requireNonNull(last.windows.named(series.windowAt(now).name()));
  }

  /**
   * Records the present window and those ahead, as far as they are not. The calls of several nodes
   * do the same, and the first one's polls stay.
   */
  synchronized Known record(Instant now) {
    RecordedWindows windows = new RecordedWindows(series, ledger.list());
    Instant moment = now;
    Instant until = now;
    for (int i = 0; i <= series.ahead(); i++) {
      if (windows.covering(moment) == null) {
        Poll missing = windows.missingAt(moment);
        if (missing != null) {
          windows.add(ledger.define(missing));
        }
      }
      moment = windows.covering(moment) == null ? windows.after(moment) : windows.endOf(moment);
      until = i == 0 ? moment : until;
    }
    Known read = new Known(now, until, System.nanoTime(), windows);
    known = read;
    return read;
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
