package io.voteengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
  @Test
  void idsAreOrderedAsTheirTexts() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      // Some ids share the high half; UUID.compareTo is signed and would fail here.
      long high = random.nextBoolean() ? 7 : random.nextLong();
      RequestId a = RequestId.of(new UUID(high, random.nextLong()));
      RequestId b = RequestId.of(new UUID(random.nextBoolean() ? high : -high, random.nextLong()));

      assertThat(Integer.signum(a.compareTo(b)))
          .isEqualTo(Integer.signum(a.toString().compareTo(b.toString())));
    }
    assertThat(RequestId.of(new UUID(1, 2))).isEqualByComparingTo(RequestId.of(new UUID(1, 2)));
  }

  /** Python: {@code md5(name.encode())} with RFC 9562's version and variant bits set. */
  @Test
  void nameAlwaysGivesTheSameId() {
    assertThat(RequestId.named("checkout-1")).hasToString("9e718d04-2f73-32bf-8f9a-6c1132908468");
    assertThat(RequestId.named("голос 🎵")).hasToString("a7b541d9-346c-39dd-8980-aeca4c8c98b2");
    assertThat(RequestId.named("checkout-2")).isNotEqualTo(RequestId.named("checkout-1"));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    RequestId id = RequestId.named("x");

    assertThat(RequestId.parse(id.toString())).isEqualTo(id);
    assertThat(RequestId.parse(id.toString().toUpperCase(Locale.ROOT))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1-1-1-1-1",
        "9dd4e461268c8034f5c8564e155c67a6",
        "99dd4e461-268c-8034-f5c8-564e155c67a6",
        "9dd4e461-268c-8034-f5c8-564e155c67a6 "
      })
  void whatIsNoUuidInFullIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RequestId.parse(text));
  }
}
