package io.voteengine.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.voteengine.Tally;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the formulas with figures that others published or that their code gives. */
class RankingsTest {
  private static final Instant NOW = Instant.parse("2024-01-15T09:00:00Z");

  /** Figures of https://github.com/msn0/wilson-score-interval, whose z is 1.96. */
  @ParameterizedTest
  @CsvSource({
    "430, 474, 0.8776750858242243",
    "392, 436, 0.8672311846637769",
    "10, 14, 0.4535045882751561"
  })
  void wilsonGivesThePublishedLowerBounds(long up, long total, double expected) {
    assertThat(RankingFormulas.wilson(tally(up, total - up))).isEqualTo(expected, offset(1e-14));
  }

  /** The figure of https://github.com/erikfox/wilson-interval for 40 and 10 at z = 1. */
  @Test
  void wilsonTakesAnyConfidence() {
    assertThat(RankingFormulas.wilson(tally(40, 10), 1.0))
        .isEqualTo(0.7377984054260978, offset(1e-14));
  }

  @Test
  void wilsonIsZeroWithoutVotesAndWithoutVotesUp() {
    assertThat(RankingFormulas.wilson(tally(0, 0))).isZero();
    assertThat(RankingFormulas.wilson(tally(0, 1))).isZero();
    assertThat(RankingFormulas.wilson(tally(0, Long.MAX_VALUE))).isZero();
  }

  @Test
  void wilsonPrefersMuchEvidenceToAPerfectShare() {
    assertThat(RankingFormulas.wilson(tally(90, 10)))
        .isGreaterThan(RankingFormulas.wilson(tally(3, 0)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1.96, 101, Double.NaN, Double.POSITIVE_INFINITY})
  void wilsonRefusesAQuantileOutOfRange(double z) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankingFormulas.wilson(tally(1, 1), z))
        .withMessageStartingWith("z ");
  }

  /**
   * Expected: what {@code _hot} of reddit's {@code _sorts.pyx} gives in Python, with 7 decimals.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 2005-12-08T07:46:43Z, 0",
    "10, 0, 2005-12-08T20:16:43Z, 2",
    "0, 10, 2005-12-08T07:46:43Z, -1",
    "100, 3, 2010-01-01T00:00:00Z, 2852.5644828",
    "5, 5, 2010-01-01T00:00:00Z, 2850.5777111",
    "0, 100, 2010-01-01T00:00:00Z, 2848.5777111",
    "123456, 789, 2023-11-14T22:13:20.5Z, 12582.2442277",
    "0, 0, 1970-01-01T00:00:00Z, -25200.6222889"
  })
  void hotGivesWhatRedditsCodeGives(long up, long down, Instant postedAt, double expected) {
    assertThat(RankingFormulas.hot(tally(up, down), postedAt)).isEqualTo(expected, offset(5.1e-8));
  }

  /** Expected: what {@code controversy} of reddit's {@code _sorts.pyx} gives in Python. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 2",
    "10, 10, 20",
    "100, 50, 12.24744871391589",
    "50, 100, 12.24744871391589",
    "3, 7, 2.6826957952797255",
    "1000, 1, 1.0069326752808456",
    "5, 0, 0",
    "0, 5, 0",
    "0, 0, 0"
  })
  void controversyGivesWhatRedditsCodeGives(long up, long down, double expected) {
    assertThat(RankingFormulas.controversy(tally(up, down))).isEqualTo(expected, offset(1e-12));
  }

  /** Expected: (score - 1) / (hours + 2) ** 1.8 in Python. */
  @ParameterizedTest
  @CsvSource({
    "30, 0, 8.328063073728504",
    "60, 0, 16.943300736206268",
    "200, 0, 57.14774316110249",
    "200, 86400, 0.5648082738660294",
    "60, 23400, 1.2528467345186123",
    "1, 18000, 0"
  })
  void hackerNewsGivesThePublishedFormula(long up, long age, double expected) {
    assertThat(RankingFormulas.hackerNews(tally(up, 0), NOW.minusSeconds(age), NOW))
        .isEqualTo(expected, offset(1e-12));
  }

  @Test
  void hackerNewsTakesATimeInTheFutureForNow() {
    double fresh = RankingFormulas.hackerNews(tally(10, 0), NOW, NOW);

    assertThat(RankingFormulas.hackerNews(tally(10, 0), NOW.plus(Duration.ofHours(5)), NOW))
        .isEqualTo(fresh);
  }

  @Test
  void negativeCountsAreRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankingFormulas.wilson(tally(-1, 0)))
        .withMessageStartingWith("up ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankingFormulas.controversy(tally(0, -1)))
        .withMessageStartingWith("down ");
    assertThatIllegalArgumentException().isThrownBy(() -> RankingFormulas.hot(tally(-1, 0), NOW));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankingFormulas.hackerNews(tally(0, Long.MIN_VALUE), NOW, NOW));
  }

  private static Tally tally(long up, long down) {
    return new Tally(up, down, 1, 1);
  }
}
