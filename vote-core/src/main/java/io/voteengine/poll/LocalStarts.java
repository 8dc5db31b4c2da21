package io.voteengine.poll;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** The starts of a schedule in a time zone, as moments. */
final class LocalStarts {
  /** More starts than the clocks ever skip at once, which is a day of minutes. */
  private static final int MOST_STEPS = 10_000;

  private final Schedule schedule;
  private final ZoneRules rules;

  LocalStarts(Schedule schedule, ZoneId zone) {
    this.schedule = schedule;
    this.rules = zone.getRules();
  }

  /**
   * Returns the moment of a local time: the first of the two where the clocks are put back over it,
   * and the moment of the change where they skip it. So a later local time never has an earlier
   * moment.
   */
  Instant moment(LocalDateTime local) {
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change == null) {
      return local.toInstant(rules.getOffset(local));
    }
    return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
  }

  /**
   * Returns the start whose window contains a moment. Of several starts at one moment, which all
   * lie where the clocks skip time, it is the last.
   */
  LocalDateTime startOf(Instant moment) {
    LocalDateTime local = LocalDateTime.ofInstant(moment, rules.getOffset(moment));
    LocalDateTime start = atOrBefore(local);
    int steps = 0;
    while (moment(start).isAfter(moment)) {
      start = before(start);
      checkSteps(++steps);
    }
    for (LocalDateTime next = after(start); !moment(next).isAfter(moment); next = after(start)) {
      start = next;
      checkSteps(++steps);
    }
    return start;
  }

  private void checkSteps(int steps) {
    if (steps > MOST_STEPS) {
      throw new IllegalStateException(
          "The schedule "
              + schedule
              + " is wrong: atOrBefore() of a time and after() of its answer are more than "
              + MOST_STEPS
              + " starts apart. atOrBefore must return the last start that is not after the time.");
    }
  }

  LocalDateTime before(LocalDateTime start) {
    return atOrBefore(start.minusNanos(1));
  }

  LocalDateTime atOrBefore(LocalDateTime time) {
    LocalDateTime start = schedule.atOrBefore(time);
    check(!start.isAfter(time), "atOrBefore", time, start);
    return start;
  }

  LocalDateTime after(LocalDateTime time) {
    LocalDateTime start = schedule.after(time);
    check(start.isAfter(time), "after", time, start);
    return start;
  }

  private void check(boolean side, String method, LocalDateTime time, LocalDateTime start) {
    if (!side || !start.equals(start.truncatedTo(ChronoUnit.MINUTES))) {
      throw new IllegalStateException(
          "The schedule "
              + schedule
              + " is wrong: "
              + method
              + "("
              + time
              + ") is "
              + start
              + ". A start must lie on the side of the time that the method names, and in whole"
              + " minutes.");
    }
  }
}
