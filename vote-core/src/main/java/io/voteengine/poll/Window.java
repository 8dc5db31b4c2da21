package io.voteengine.poll;

import io.voteengine.Poll;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;

/**
 * One window of a {@link Series}: the time in which one of its polls takes votes.
 *
 * @param name the name of its poll, as {@code launch-2024-01-15}
 * @param start the local time that it is named by; the clocks of the zone may skip it
 * @param opensAt its first moment; see {@link Poll#opensAt}
 * @param closesAt the first moment after it, which is the first one of the next window
 */
public record Window(String name, LocalDateTime start, Instant opensAt, Instant closesAt) {
  /**
   * Returns whether a moment lies in this window.
   *
   * @param moment a moment
   * @return true from the opening until right before the close
   */
  public boolean contains(Instant moment) {
    return !moment.isBefore(opensAt) && moment.isBefore(closesAt);
  }

  /**
   * Returns how long this window is: a day has 23 or 25 hours when the clocks change.
   *
   * @return more than zero
   */
  public Duration length() {
    return Duration.between(opensAt, closesAt);
  }
}
