package io.voteengine.examples.launch;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws ranks by Zipf's law: rank {@code r} is drawn in proportion to {@code 1 / r}. Popularity is
 * distributed in about this way.
 */
final class Zipf {
  private final double[] upTo;

  public Zipf(int ranks) {
    upTo = new double[ranks];
    double sum = 0;
    for (int r = 0; r < ranks; r++) {
      sum += 1.0 / (r + 1);
      upTo[r] = sum;
    }
  }

  /** Returns a rank, from 0. */
  public int next(RandomGenerator random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    return Math.min(found >= 0 ? found : -found - 1, upTo.length - 1);
  }
}
