package io.voteengine.poll;

import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** A start every so many months and days; the anchor is one of the starts. */
@SuppressWarnings("JavaPeriodGetDays") // The months of the period are added beside its days.
record PeriodicSchedule(Period period, LocalDateTime anchor) implements Schedule {
  private static final int LONGEST_MONTHS = 1_200;
  private static final int LONGEST_DAYS = 36_525;

  /** Of the Gregorian calendar, whose 400 years have 146,097 days. */
  private static final double DAYS_PER_MONTH = 146_097 / 4_800.0;

  PeriodicSchedule {
    Objects.requireNonNull(period, "period");
    Objects.requireNonNull(anchor, "start");
    if (period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException("period must be more than zero: " + period);
    }
    if (period.toTotalMonths() > LONGEST_MONTHS || period.getDays() > LONGEST_DAYS) {
      throw new IllegalArgumentException("period must be at most 100 years: " + period);
    }
    if (anchor.getYear() < 1684 || anchor.getYear() > 2255) {
      throw new IllegalArgumentException("start must be from the year 1684 to 2255: " + anchor);
    }
    if (!anchor.equals(anchor.truncatedTo(ChronoUnit.MINUTES))) {
      throw new IllegalArgumentException("start must be in whole minutes: " + anchor);
    }
  }

  @Override
  public LocalDateTime atOrBefore(LocalDateTime time) {
    return start(indexAtOrBefore(time));
  }

  @Override
  public LocalDateTime after(LocalDateTime time) {
    return start(indexAtOrBefore(time) + 1);
  }

  private LocalDateTime start(long index) {
    return anchor.plusMonths(index * period.toTotalMonths()).plusDays(index * period.getDays());
  }

  /** Begins with an estimate, since months differ in length. */
  private long indexAtOrBefore(LocalDateTime time) {
    double days = period.toTotalMonths() * DAYS_PER_MONTH + period.getDays();
    long index = (long) Math.floor(ChronoUnit.DAYS.between(anchor, time) / days);
    while (start(index).isAfter(time)) {
      index--;
    }
    while (!start(index + 1).isAfter(time)) {
      index++;
    }
    return index;
  }
}
