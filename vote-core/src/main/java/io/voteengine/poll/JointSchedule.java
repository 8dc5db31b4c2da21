package io.voteengine.poll;

import java.time.LocalDateTime;

/** The starts of two schedules. */
record JointSchedule(Schedule one, Schedule other) implements Schedule {
  @Override
  public LocalDateTime atOrBefore(LocalDateTime time) {
    LocalDateTime first = one.atOrBefore(time);
    LocalDateTime second = other.atOrBefore(time);
    return first.isAfter(second) ? first : second;
  }

  @Override
  public LocalDateTime after(LocalDateTime time) {
    LocalDateTime first = one.after(time);
    LocalDateTime second = other.after(time);
    return first.isBefore(second) ? first : second;
  }
}
