package io.voteengine.tck;

import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it, in either direction. */
public final class MovableClock implements InstantSource {
  private volatile Instant now = Micros.toInstant(Micros.of(Instant.now()));

  @Override
  public Instant instant() {
    return now;
  }

  /**
   * Moves it.
   *
   * @param by how far; negative: back
   */
  public void move(Duration by) {
    now = now.plus(by);
  }

  /**
   * What it shows.
   *
   * @return microseconds since 1970
   */
  public long micros() {
    return Micros.of(now);
  }
}
