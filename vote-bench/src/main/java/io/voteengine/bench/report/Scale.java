package io.voteengine.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to a place from 0 to 1.
 *
 * @param low the value at 0
 * @param high the value at 1
 */
record Scale(double low, double high, boolean logarithmic) {
  private static final int TICKS = 5;

  /** Returns a scale from 0 to a round number. */
  static Scale linear(double highest) {
    double step = step(highest);
    return new Scale(0, Math.max(step, Math.ceil(highest / step) * step), false);
  }

  /** Returns a scale between powers of ten; nothing is below a thousandth. */
  static Scale logarithmic(double lowest, double highest) {
    double low = Math.pow(10, Math.floor(Math.log10(Math.max(1e-3, lowest))));
    double high = Math.pow(10, Math.ceil(Math.log10(Math.max(low * 10, highest))));
    return new Scale(low, high, true);
  }

  double place(double value) {
    if (logarithmic) {
      return Math.log(Math.max(value, low) / low) / Math.log(high / low);
    }
    return (value - low) / (high - low);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double tick = low; tick <= high * 1.001; tick *= 10) {
        ticks.add(tick);
      }
    } else {
      double step = step(high);
      for (double tick = low; tick <= high + step / 2; tick += step) {
        ticks.add(tick);
      }
    }
    return ticks;
  }

  /** Returns 1, 2 or 5 times a power of ten. */
  private static double step(double highest) {
    double rough = Math.max(highest, 1e-9) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (power * factor >= rough) {
        return power * factor;
      }
    }
    return power * 10;
  }

  /** Returns a short number. */
  static String number(double value) {
    if (value >= 1000) {
      return "%,.0f".formatted(value);
    }
    return value == Math.rint(value) ? "%.0f".formatted(value) : "%s".formatted((float) value);
  }
}
