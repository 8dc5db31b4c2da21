package io.voteengine.metrics;

import java.util.function.LongSupplier;

/**
 * A number that only grows, from zero when the engine is built.
 *
 * @param id the meter's name
 * @param reading returns the number; does not block, and never throws
 */
public record CounterMeter(MeterId id, LongSupplier reading) implements EngineMeter {
  /**
   * Returns the number.
   *
   * @return never less than before
   */
  public long count() {
    return reading.getAsLong();
  }
}
