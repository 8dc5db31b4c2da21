package io.voteengine.metrics;

import java.util.function.DoubleSupplier;

/**
 * A number that rises and falls.
 *
 * @param id the meter's name
 * @param reading returns the number; does not block, and never throws
 */
public record GaugeMeter(MeterId id, DoubleSupplier reading) implements EngineMeter {
  /**
   * Returns the depth of a queue, {@link EngineMeter#QUEUE_DEPTH}.
   *
   * @param queue what it waits for: the value of the tag {@code queue}
   * @param depth returns how many wait
   * @return the meter
   */
  public static GaugeMeter queue(String queue, DoubleSupplier depth) {
    return new GaugeMeter(
        MeterId.of(QUEUE_DEPTH, "", "Calls and events that wait inside the engine")
            .tag("queue", queue),
        depth);
  }

  /**
   * Returns the number as it is now.
   *
   * @return in the unit of the meter
   */
  public double value() {
    return reading.getAsDouble();
  }
}
