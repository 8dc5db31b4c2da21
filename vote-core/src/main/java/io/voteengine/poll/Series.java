package io.voteengine.poll;

import io.voteengine.InvalidInputException;
import io.voteengine.Poll;
import io.voteengine.util.IdRules;
import io.voteengine.util.Micros;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Recurring polls of one kind, one for each window of a schedule in a time zone. The windows follow
 * each other without gap or overlap, and each is named by the local date on which it begins: {@code
 * launch-2024-01-15}, or {@code launch-2024-01-15T18:00} where several begin on that date.
 * Immutable: the methods that change an option return a copy.
 *
 * <p>A window begins at the moment of its local start. Where the clocks are put back over that
 * start, it is the first of the two moments. Where they skip it, it is the moment of the change; a
 * window that is skipped as a whole does not exist.
 *
 * @param name the first part of the polls' names, at most 117 UTF-8 bytes; 111 where windows may
 *     begin more often than once a day
 * @param schedule the local times at which windows begin
 * @param zone the time zone of the schedule
 * @param rules the rules of each poll, with the name of the series and without opening hours
 * @param ahead how many windows after the current one are created ahead, 1 to 100
 */
public record Series(String name, Schedule schedule, ZoneId zone, Poll rules, int ahead) {
  private static final int MOST_AHEAD = 100;
  private static final int MOST_WINDOWS = 10_000;

  /**
   * Checks the options.
   *
   * @throws InvalidInputException when the name breaks the rules of a poll's name or is too long,
   *     or when the rules of the time zone are not known
   * @throws IllegalArgumentException when another option is out of range; the message names it
   */
  public Series {
    IdRules.check("series", name);
    WindowNames.checkLength(name, schedule);
    Objects.requireNonNull(schedule, "schedule");
    checkKnown(zone);
    if (!rules.name().equals(name)) {
      throw new IllegalArgumentException(
          "rules must keep the series' name: " + name + ", " + rules.name());
    }
    if (rules.opensAt() != null || rules.closesAt() != null) {
      throw new IllegalArgumentException(
          "rules must have no opening hours, which the schedule sets: " + rules);
    }
    if (ahead < 1 || ahead > MOST_AHEAD) {
      throw new IllegalArgumentException("ahead must be from 1 to " + MOST_AHEAD + ": " + ahead);
    }
  }

  private static void checkKnown(ZoneId zone) {
    try {
      ZoneRules unused = Objects.requireNonNull(zone, "zone").getRules();
    } catch (ZoneRulesException e) {
      throw new InvalidInputException("zone", "is not a known time zone: " + zone, e);
    }
  }

  /**
   * Returns a series with a window for each day, from midnight to midnight, each poll with the
   * rules of {@link Poll#named}.
   *
   * @param name see {@link Series}
   * @param zone the time zone
   * @return the series
   * @throws InvalidInputException when the name or the zone is refused
   */
  public static Series daily(String name, ZoneId zone) {
    return of(name, Schedule.everyDay(LocalTime.MIDNIGHT), zone);
  }

  /**
   * Returns a series with a window for each week, from midnight to midnight.
   *
   * @param name see {@link Series}
   * @param first the day on which a week begins
   * @param zone the time zone
   * @return the series
   * @throws InvalidInputException when the name or the zone is refused
   */
  public static Series weekly(String name, DayOfWeek first, ZoneId zone) {
    return of(name, Schedule.everyWeek(first, LocalTime.MIDNIGHT), zone);
  }

  /**
   * Returns a series with a window from each start of a schedule to the next.
   *
   * @param name see {@link Series}
   * @param schedule when the windows begin
   * @param zone the time zone
   * @return the series
   * @throws InvalidInputException when the name or the zone is refused
   */
  public static Series of(String name, Schedule schedule, ZoneId zone) {
    IdRules.check("series", name);
    return new Series(name, schedule, zone, Poll.named(name), 1);
  }

  /**
   * Returns the time zone of an id that comes from a configuration file.
   *
   * @param id such as {@code Europe/Lisbon}
   * @return the zone
   * @throws InvalidInputException when there is no such zone
   */
  public static ZoneId zone(String id) {
    Objects.requireNonNull(id, "zone");
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new InvalidInputException("zone", "is not a known time zone: " + id, e);
    }
  }

  /**
   * Returns a copy of this series whose polls have other rules.
   *
   * @param change returns the new rules from the present ones; must keep the name, and set no
   *     opening hours
   * @return the series
   * @throws IllegalArgumentException when the change does what it must not
   */
  public Series rules(UnaryOperator<Poll> change) {
    return new Series(name, schedule, zone, change.apply(rules), ahead);
  }

  /**
   * Returns a copy of this series with another number of windows that are created ahead.
   *
   * @param windows 1 to 100
   * @return the series
   */
  public Series ahead(int windows) {
    return new Series(name, schedule, zone, rules, windows);
  }

  /**
   * Returns the window that contains a moment.
   *
   * @param moment from the year 1684 to 2255
   * @return the window
   * @throws IllegalArgumentException when the moment is out of range
   */
  public Window windowAt(Instant moment) {
    Micros.check("moment", moment);
    LocalStarts starts = new LocalStarts(schedule, zone);
    LocalDateTime start = starts.startOf(moment);
    return new Window(
        WindowNames.of(name, start, starts),
        start,
        starts.moment(start),
        starts.moment(starts.after(start)));
  }

  /**
   * Returns the window after another one.
   *
   * @param window a window of this series
   * @return the window that opens when that one closes
   */
  public Window next(Window window) {
    return windowAt(window.closesAt());
  }

  /**
   * Returns windows in their order.
   *
   * @param from a moment in the first of them
   * @param count how many, 0 to 10,000
   * @return the windows
   * @throws IllegalArgumentException when an argument is out of range
   */
  public List<Window> windows(Instant from, int count) {
    if (count < 0 || count > MOST_WINDOWS) {
      throw new IllegalArgumentException("count must be from 0 to 10,000: " + count);
    }
    return count == 0
        ? List.of()
        : Stream.iterate(windowAt(from), this::next).limit(count).toList();
  }

  /**
   * Returns the window of a name, as a client may have sent it.
   *
   * @param poll name of a poll
   * @return the window, empty where no window of this series has that name
   */
  public Optional<Window> window(String poll) {
    return WindowNames.start(name, poll)
        .filter(start -> start.getYear() >= 1685 && start.getYear() <= 2254)
        .map(this::startOn)
        .filter(window -> window.name().equals(poll));
  }

  /** A name that has only the date stands for whichever start that date has. */
  private Window startOn(LocalDateTime start) {
    LocalStarts starts = new LocalStarts(schedule, zone);
    LocalDate date = start.toLocalDate();
    LocalDateTime first = starts.after(start.minusNanos(1));
    return windowAt(starts.moment(first.toLocalDate().equals(date) ? first : start));
  }

  /**
   * Returns the poll of a window.
   *
   * @param window a window of this series
   * @return the series' rules with the window's name and hours
   */
  public Poll poll(Window window) {
    return new Poll(
        window.name(),
        rules.choices(),
        window.opensAt(),
        window.closesAt(),
        rules.limit(),
        rules.budget(),
        rules.listed(),
        rules.visibility());
  }

  /**
   * Returns whether a poll has the name of one of a series' windows.
   *
   * @param series name of the series
   * @param poll name of the poll
   * @return true for {@code launch} and {@code launch-2024-01-15}
   */
  public static boolean hasWindow(String series, String poll) {
    return WindowNames.start(series, poll).isPresent();
  }
}
