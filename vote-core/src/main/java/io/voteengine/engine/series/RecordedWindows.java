package io.voteengine.engine.series;

import io.voteengine.Poll;
import io.voteengine.poll.Series;
import io.voteengine.poll.Window;
import io.voteengine.spi.PollSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The recorded polls of one series by the time at which they open. Their hours count, whatever the
 * schedule says now: the zone's rules may have changed since, or the host's code.
 */
final class RecordedWindows {
  /** One recorded poll and the moment from which on the next one is due. */
  private record Span(Poll poll, Instant end) {}

  /** What follows the name of the series; other polls may begin with that name too. */
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d)?");

  private final Series series;
  private final NavigableMap<Instant, Span> spans = new TreeMap<>();
  private final Map<String, Poll> byName = new HashMap<>();

  RecordedWindows(Series series, List<PollSnapshot> recorded) {
    this.series = series;
    String prefix = series.name() + "-";
    for (PollSnapshot poll : recorded) {
      String name = poll.poll().name();
      if (name.startsWith(prefix) && DATE.matcher(name.substring(prefix.length())).matches()) {
        add(poll);
      }
    }
  }

  void add(PollSnapshot recorded) {
    Poll poll = recorded.poll();
    byName.put(poll.name(), poll);
    if (poll.opensAt() != null && poll.closesAt() != null) {
      spans.put(poll.opensAt(), new Span(poll, end(recorded, poll.closesAt())));
    }
  }

  /** A poll that somebody has closed early opens the next one no sooner. */
  private Instant end(PollSnapshot recorded, Instant closesAt) {
    if (recorded.revision() == 0) {
      return closesAt;
    }
    return series
        .window(recorded.poll().name())
        .map(Window::closesAt)
        .filter(closesAt::isBefore)
        .orElse(closesAt);
  }

  @Nullable Poll named(String name) {
    return byName.get(name);
  }

  /** Returns the poll whose time contains a moment; null: there is none. */
  @Nullable Poll covering(Instant moment) {
    Entry<Instant, Span> last = spans.floorEntry(moment);
    return last != null && moment.isBefore(last.getValue().end()) ? last.getValue().poll() : null;
  }

  /**
   * Returns the poll that is due at a moment that no recorded one covers: the window of the
   * schedule, fitted between its recorded neighbours. Null: the window of this name is recorded
   * with other hours, and keeps them.
   */
  @Nullable Poll missingAt(Instant moment) {
    Entry<Instant, Span> before = spans.floorEntry(moment);
    Window window = series.windowAt(moment);
    boolean taken = byName.containsKey(window.name());
    if (taken && before != null && before.getValue().poll().name().equals(window.name())) {
      // It closed before the end that the schedule has now.
      window = series.next(window);
      taken = byName.containsKey(window.name());
    }
    if (taken) {
      return null;
    }
    Instant opensAt = window.opensAt();
    if (before != null) {
      Instant end = before.getValue().end();
      opensAt = opensAt.isAfter(moment) || end.isAfter(opensAt) ? end : opensAt;
    }
    Instant after = spans.higherKey(moment);
    Instant closesAt =
        after != null && after.isBefore(window.closesAt()) ? after : window.closesAt();
    return series.poll(new Window(window.name(), window.start(), opensAt, closesAt));
  }

  /** Returns the end of the time that contains a moment, and where another window may be due. */
  Instant endAfter(Instant moment) {
    Entry<Instant, Span> last = spans.floorEntry(moment);
    if (last != null && moment.isBefore(last.getValue().end())) {
      return last.getValue().end();
    }
    Instant end = series.windowAt(moment).closesAt();
    Instant opens = spans.higherKey(moment);
    return opens != null && opens.isBefore(end) ? opens : end;
  }
}
