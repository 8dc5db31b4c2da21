package io.voteengine.examples.board.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's clock, which a test can put forward. */
public final class ShiftedClock extends Clock {
  private volatile Duration shift = Duration.ZERO;

  /**
   * Puts the clock forward.
   *
   * @param by how far
   */
  public void move(Duration by) {
    shift = shift.plus(by);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(shift);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
