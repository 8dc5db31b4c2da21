package io.voteengine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {
  @Test
  void scoreIsTheDifferenceAndTotalTheSum() {
    assertThat(new Tally(3, 5, 1, 8).score()).isEqualTo(-2);
    assertThat(new Tally(3, 5, 1, 8).total()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 1, 1, true",
    "1, 1, 1, 1, false",
    "1, 1, 1, 2, false",
    "2, 0, 1, 99, true",
    "1, 99, 2, 0, false"
  })
  void newerTallyHasTheHigherEpochThenTheHigherVersion(
      long epoch, long version, long otherEpoch, long otherVersion, boolean newer) {
    Tally tally = new Tally(0, 0, epoch, version);
    Tally other = new Tally(9, 9, otherEpoch, otherVersion);

    assertThat(tally.isNewerThan(other)).isEqualTo(newer);
  }
}
