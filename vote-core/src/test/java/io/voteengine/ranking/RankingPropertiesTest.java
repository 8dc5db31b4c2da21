package io.voteengine.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties that hold for any counts and times, including huge ones; each seed is one run. */
class RankingPropertiesTest {
  private static final int ROUNDS = 20_000;
  private static final Instant NOW = Instant.parse("2024-01-15T09:00:00Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void oneMoreVoteUpNeverLowersARankAndOneMoreDownNeverRaisesIt(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Instant postedAt = NOW.minusSeconds(random.nextInt(1_000_000));
      long up = count(random);
      long down = count(random);
      for (ToDoubleFunction<Tally> ranking : risingWithUp(postedAt)) {
        double before = ranking.applyAsDouble(tally(up, down));
        // The last bits of a double may be lost where the counts are above 2^53.
        double slack = Math.abs(before) * 1e-14;
        assertThat(ranking.applyAsDouble(tally(up + 1, down)))
            .as("up %d, down %d", up, down)
            .isGreaterThanOrEqualTo(before - slack);
        assertThat(ranking.applyAsDouble(tally(up, down + 1)))
            .as("up %d, down %d", up, down)
            .isLessThanOrEqualTo(before + slack);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void whatIsPostedLaterNeverRanksLower(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Tally tally = tally(count(random), count(random));
      Instant postedAt = NOW.minusSeconds(random.nextInt(1_000_000));
      Instant later = postedAt.plusSeconds(1 + random.nextInt(100_000));

      assertThat(RankingFormulas.hot(tally, later))
          .isGreaterThan(RankingFormulas.hot(tally, postedAt));
      assertThat(RankingFormulas.hackerNews(tally, later, NOW))
          .as("%s", tally)
          .isGreaterThanOrEqualTo(RankingFormulas.hackerNews(tally, postedAt, NOW));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void ranksStayInTheirRange(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      long up = count(random);
      long down = count(random);
      Tally tally = tally(up, down);
      double share = (double) up / Math.max(1, up + down);

      assertThat(RankingFormulas.wilson(tally)).isBetween(0.0, Math.min(1, share * (1 + 1e-14)));
      assertThat(RankingFormulas.controversy(tally)).isBetween(0.0, (double) up + down);
      assertThat(RankingFormulas.controversy(tally))
          .isEqualTo(RankingFormulas.controversy(tally(down, up)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1L << 53, Long.MAX_VALUE - 1, Long.MAX_VALUE})
  void largestCountsAndTimesGiveFiniteNumbers(long count) {
    for (Tally tally : List.of(tally(count, 0), tally(0, count), tally(count, count))) {
      assertThat(RankingFormulas.wilson(tally)).isBetween(0.0, 1.0);
      assertThat(RankingFormulas.controversy(tally)).isFinite();
      for (Instant at : List.of(Instant.MIN, Instant.EPOCH, Instant.MAX)) {
        assertThat(RankingFormulas.hot(tally, at)).isFinite();
        assertThat(RankingFormulas.hackerNews(tally, at, Instant.MAX)).isFinite();
      }
    }
  }

  private static List<ToDoubleFunction<Tally>> risingWithUp(Instant postedAt) {
    return List.of(
        RankingFormulas::wilson,
        tally -> RankingFormulas.wilson(tally, 2.5758),
        tally -> RankingFormulas.hot(tally, postedAt),
        tally -> RankingFormulas.hackerNews(tally, postedAt, NOW));
  }

  /** Small counts as often as huge ones, up to 2^61. */
  private static long count(Random random) {
    return random.nextLong() >>> (2 + 1 + random.nextInt(61));
  }

  private static Tally tally(long up, long down) {
    return new Tally(up, down, 1, 1);
  }
}
