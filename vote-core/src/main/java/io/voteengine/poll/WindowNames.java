package io.voteengine.poll;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.InvalidInputException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** The names of a series' windows: series, hyphen, date, and the time where a date has several. */
final class WindowNames {
  private static final int LONGEST_POLL = 128;
  private static final int DATE = "-2024-01-15".length();
  private static final int DATE_AND_TIME = "-2024-01-15T18:00".length();
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT);

  private WindowNames() {}

  static void checkLength(String series, Schedule schedule) {
    int added = schedule instanceof PeriodicSchedule ? DATE : DATE_AND_TIME;
    if (series.getBytes(UTF_8).length > LONGEST_POLL - added) {
      throw new InvalidInputException(
          "series",
          "is longer than "
              + (LONGEST_POLL - added)
              + " UTF-8 bytes: its polls' names are "
              + added
              + " longer, and have at most "
              + LONGEST_POLL);
    }
  }

  static String of(String series, LocalDateTime start, LocalStarts starts) {
    LocalDate date = start.toLocalDate();
    boolean alone =
        starts.before(start).toLocalDate().isBefore(date)
            && starts.after(start).toLocalDate().isAfter(date);
    return series + "-" + (alone ? date.toString() : MINUTE.format(start));
  }

  /** Returns the time in a name, or midnight of its date; empty where it is no window's name. */
  static Optional<LocalDateTime> start(String series, String poll) {
    String prefix = series + "-";
    if (!poll.startsWith(prefix)) {
      return Optional.empty();
    }
    String label = poll.substring(prefix.length());
    try {
      return Optional.of(
          label.length() < DATE
              ? LocalDate.parse(label).atStartOfDay()
              : LocalDateTime.parse(label, MINUTE));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
