package io.voteengine.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicrosTest {
  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "1970-01-01T00:00:00.000001Z, 1",
    "1970-01-01T00:00:00.000001999Z, 1",
    "1969-12-31T23:59:59.999999Z, -1",
    "1969-12-31T23:59:59.999999999Z, -1",
    "1969-12-31T23:59:59.999998999Z, -2",
    "2024-01-15T09:00:00.123456789Z, 1705309200123456",
    "2255-06-05T23:47:34.740992Z, 9007199254740992",
    "9999-12-31T23:59:59.999999Z, 253402300799999999"
  })
  void momentIsRoundedDownToMicroseconds(Instant moment, long micros) {
    assertThat(Micros.of(moment)).isEqualTo(micros);
    assertThat(Micros.of(Micros.toInstant(micros))).isEqualTo(micros);
    assertThat(Micros.toInstant(micros)).isBeforeOrEqualTo(moment);
    assertThat(Micros.toInstant(micros + 1)).isAfter(moment);
  }

  @Test
  void anyNumberOfMicrosecondsIsReadBack() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long micros = random.nextLong() >> (1 + random.nextInt(63));
      assertThat(Micros.of(Micros.toInstant(micros))).isEqualTo(micros);
    }
  }

  @Test
  void timeOutOfRangeIsRefusedAndNotWrapped() {
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Micros.of(Instant.MAX));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Micros.of(Instant.MIN));
  }
}
