package io.voteengine.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SkewTest {
  private static final int VOTES = 100_000;

  private static long[] spread(Skew skew, int subjects) {
    SplittableRandom random = new SplittableRandom(7);
    var chooser = skew.over(subjects);
    long[] votes = new long[subjects];
    IntStream.range(0, VOTES).forEach(i -> votes[chooser.applyAsInt(random)]++);
    return votes;
  }

  @Test
  void uniformVotesReachEverySubjectAlike() {
    for (long votes : spread(Skew.UNIFORM, 10)) {
      assertThat(votes).isCloseTo(VOTES / 10, within(VOTES / 100L));
    }
  }

  @Test
  void zipfVotesFallWithTheRank() {
    long[] votes = spread(Skew.ZIPF, 100);
    double harmonic = IntStream.rangeClosed(1, 100).mapToDouble(i -> 1.0 / i).sum();
    assertThat((double) votes[0]).isCloseTo(VOTES / harmonic, within(VOTES * 0.01));
    assertThat((double) votes[9]).isCloseTo(VOTES / harmonic / 10, within(VOTES * 0.005));
    assertThat(votes[99]).isPositive();
  }
}
