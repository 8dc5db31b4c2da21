package io.voteengine.util;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Times as whole microseconds since 1970: the finest unit that Redis and every SQL database keep,
 * and a number that Lua and JavaScript represent exactly (from the year 1684 to 2255).
 */
public final class Micros {
  private static final long MAX_EXACT = 1L << 53;

  private Micros() {}

  /**
   * Returns the microseconds since 1970 of a moment, rounded down.
   *
   * @param instant a moment
   * @return its microseconds
   * @throws ArithmeticException when the moment is some 292,000 years away from 1970
   */
  public static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  /**
   * Returns the moment of a number of microseconds that {@link #of} returned.
   *
   * @param micros microseconds since 1970
   * @return the moment
   */
  public static Instant toInstant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /**
   * Checks that a moment is in the exact range.
   *
   * @param field the name of the field, for the message
   * @param instant the moment
   * @return the same moment, cut to the microsecond
   * @throws IllegalArgumentException when it is before 1684 or after 2255
   */
  public static Instant check(String field, Instant instant) {
    if (instant.isBefore(toInstant(-MAX_EXACT)) || instant.isAfter(toInstant(MAX_EXACT))) {
      throw new IllegalArgumentException(field + " must be from the year 1684 to 2255: " + instant);
    }
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
