package io.voteengine.tck.testing;

import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stays still until a test moves it, in either direction. */
public final class MovableClock implements InstantSource {
  private volatile Instant now = Micros.toInstant(Micros.of(Instant.now()));

  @Override
  public Instant instant() {
    return now;
  }

  /**
   * Moves the clock.
   *
   * @param by how far; negative: back
   */
  public void move(Duration by) {
    now = now.plus(by);
  }

  /**
   * Sets the clock.
   *
   * @param moment its time from now on
   */
  public void set(Instant moment) {
    now = moment;
  }

  /**
   * Returns the clock's time.
   *
   * @return microseconds since 1970
   */
  public long micros() {
    return Micros.of(now);
  }
}
