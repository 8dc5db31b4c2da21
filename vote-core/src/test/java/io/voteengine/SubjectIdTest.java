package io.voteengine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectIdTest {
  /**
   * Recorded votes are where this function put them, so these figures never change. They were
   * computed independently of the code: a bitwise CRC-32C in Python (0xE3069283 for "123456789",
   * its published check value), then MurmurHash3's 32-bit finalizer.
   */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "posts, 42, 5, 21, 469",
        "posts, 1, 3, 51, 115",
        "posts, 2, 14, 14, 462",
        "a, b, 14, 14, 590",
        "launch-2024-01-15, vote-engine, 3, 3, 643",
        "}{, '; DROP, 10, 10, 778",
        "шум, голос, 12, 44, 684",
        "музыка, 🎵, 12, 12, 76",
        "logo contest, entwurf/ä ö, 1, 1, 641"
      })
  void subjectStaysInItsPartitionForEver(String poll, String key, int of16, int of64, int of1024) {
    SubjectId subject = SubjectId.of(poll, key);

    assertThat(subject.partition(1)).isZero();
    assertThat(subject.partition(16)).isEqualTo(of16);
    assertThat(subject.partition(64)).isEqualTo(of64);
    assertThat(subject.partition(1024)).isEqualTo(of1024);
  }

  @Test
  void longestKeyHasItsPartitionToo() {
    assertThat(SubjectId.of("p", "x".repeat(128)).partition(1024)).isEqualTo(296);
  }

  @Test
  void boundaryBetweenPollAndKeyCounts() {
    long same = 0;
    for (int i = 0; i < 1_000; i++) {
      boolean equal =
          SubjectId.of("poll" + i, "key").partition(1024)
              == SubjectId.of("poll", i + "key").partition(1024);
      same += equal ? 1 : 0;
    }
    assertThat(same).isLessThan(20);
  }

  /** Chi-squared with P - 1 degrees of freedom stays within five standard deviations. */
  @ParameterizedTest
  @ValueSource(ints = {2, 16, 64, 1024})
  void sequentialKeysSpreadEvenly(int partitions) {
    int subjects = 100_000;
    long[] counts = new long[partitions];
    for (int i = 0; i < subjects; i++) {
      counts[SubjectId.of("posts", Integer.toString(i)).partition(partitions)]++;
    }

    double expected = (double) subjects / partitions;
    double chiSquared =
        Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    int freedom = partitions - 1;
    assertThat(chiSquared).isLessThan(freedom + 5 * Math.sqrt(2.0 * freedom));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void subjectsAreOrderedByUtf8Bytes(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      SubjectId a = SubjectId.of(text(random), text(random));
      SubjectId b = SubjectId.of(random.nextBoolean() ? a.poll() : text(random), text(random));
      int byPoll = Arrays.compareUnsigned(a.poll().getBytes(UTF_8), b.poll().getBytes(UTF_8));
      int expected =
          byPoll != 0
              ? byPoll
              : Arrays.compareUnsigned(a.key().getBytes(UTF_8), b.key().getBytes(UTF_8));

      assertThat(Integer.signum(a.compareTo(b)))
          .as("%s and %s", a, b)
          .isEqualTo(Integer.signum(expected))
          .isEqualTo(-Integer.signum(b.compareTo(a)));
      assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
    }
  }

  /**
   * Few characters, so that prefixes collide; some around the surrogates, which UTF-16 sorts
   * wrongly.
   */
  private static String text(Random random) {
    int[] characters = {
      'a', 'b', 0x7e, 0xa0, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff
    };
    StringBuilder text = new StringBuilder();
    for (int length = 1 + random.nextInt(4); length > 0; length--) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }
}
