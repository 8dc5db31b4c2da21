package io.voteengine.poll;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;

/**
 * The local times at which the windows of a {@link Series} begin, without end in both directions.
 * The time zone belongs to the series. The factories return values: equal schedules are equal.
 *
 * <p>A host may implement a schedule of its own. It must be immutable, have its starts at whole
 * minutes, and answer both methods for any time of the years 1684 to 2255; the series refuses an
 * answer that lies on the wrong side.
 */
public interface Schedule {
  /**
   * Returns the last start that is not later than a time.
   *
   * @param time a local time
   * @return the start
   */
  LocalDateTime atOrBefore(LocalDateTime time);

  /**
   * Returns the first start that is later than a time.
   *
   * @param time a local time
   * @return the start
   */
  LocalDateTime after(LocalDateTime time);

  /**
   * Returns a schedule with one start a day.
   *
   * @param time when the day's window begins, in whole minutes
   * @return the schedule
   * @throws IllegalArgumentException when the time is not in whole minutes
   */
  static Schedule everyDay(LocalTime time) {
    return every(Period.ofDays(1), LocalDate.EPOCH.atTime(time));
  }

  /**
   * Returns a schedule with one start a week.
   *
   * @param day the day on which the week's window begins
   * @param time when it begins, in whole minutes
   * @return the schedule
   * @throws IllegalArgumentException when the time is not in whole minutes
   */
  static Schedule everyWeek(DayOfWeek day, LocalTime time) {
    LocalDate first = LocalDate.EPOCH.with(TemporalAdjusters.nextOrSame(day));
    return every(Period.ofWeeks(1), first.atTime(time));
  }

  /**
   * Returns a schedule with a start every so many days, weeks or months. It goes on before the
   * given start too. A month that lacks the day of the start has its start on its last day.
   *
   * @param period from one start to the next, more than zero and at most 100 years
   * @param start one of the starts, from the year 1684 to 2255 and in whole minutes
   * @return the schedule
   * @throws IllegalArgumentException when an argument is out of range; the message names it
   */
  static Schedule every(Period period, LocalDateTime start) {
    return new PeriodicSchedule(period, start);
  }

  /**
   * Returns a schedule with the starts of this one and of another: Mondays at nine and Thursdays at
   * six, or twice a day.
   *
   * @param other another schedule
   * @return both together
   */
  default Schedule and(Schedule other) {
    return new JointSchedule(this, Objects.requireNonNull(other, "other"));
  }
}
