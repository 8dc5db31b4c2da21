package io.voteengine.bench.load;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/** How votes spread over subjects. */
public enum Skew {
  /** Every subject is as likely as any other. */
  UNIFORM {
    @Override
    public ToIntFunction<SplittableRandom> over(int subjects) {
      return random -> random.nextInt(subjects);
    }
  },
  /** The n-th subject gets a share proportional to 1/n. */
  ZIPF {
    @Override
    public ToIntFunction<SplittableRandom> over(int subjects) {
      double[] upTo = new double[subjects];
      double sum = 0;
      for (int i = 0; i < subjects; i++) {
        sum += 1.0 / (i + 1);
        upTo[i] = sum;
      }
      double all = sum;
      return random -> {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * all);
        return Math.min(subjects - 1, found < 0 ? -found - 1 : found);
      };
    }
  };

  /** Returns what chooses a subject for each vote, from 0. */
  public abstract ToIntFunction<SplittableRandom> over(int subjects);
}
