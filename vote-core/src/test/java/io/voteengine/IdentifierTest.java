package io.voteengine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every identifier follows the same rules, wherever it is passed in; the message names the field.
 */
class IdentifierTest {
  private static final Map<String, Function<String, String>> FIELDS =
      Map.of(
          "voter", text -> VoterId.of(text).value(),
          "poll", text -> SubjectId.of(text, "key").poll(),
          "subject", text -> SubjectId.of("poll", text).key(),
          "variant", text -> String.valueOf(request().variant(text).variant()));

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("", "is empty"),
        Arguments.of("\0", "has the control character U+0000 at index 0"),
        Arguments.of("a\0b", "has the control character U+0000 at index 1"),
        Arguments.of("a\r\nFLUSHALL", "has the control character U+000D at index 1"),
        Arguments.of("tab\t", "has the control character U+0009 at index 3"),
        Arguments.of("\u007f", "has the control character U+007F at index 0"),
        Arguments.of("a\u0085b", "has the control character U+0085 at index 1"),
        Arguments.of("\u009f", "has the control character U+009F at index 0"),
        Arguments.of("\ud83c", "has a lone surrogate at index 0"),
        Arguments.of("a\ud83cb", "has a lone surrogate at index 1"),
        Arguments.of("\udfb5", "has a lone surrogate at index 0"),
        Arguments.of("\udfb5\ud83c", "has a lone surrogate at index 0"),
        Arguments.of("🎵\udfb5", "has a lone surrogate at index 2"),
        Arguments.of("x".repeat(10_240), "is longer than 128 UTF-8 bytes"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeKeptVerbatimIsRefusedByName(String text, String why) {
    FIELDS.forEach(
        (field, make) ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> make.apply(text))
                .withMessage(field + " " + why));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Poll.named(text))
        .withMessage("poll " + why);
  }

  @Test
  void everyControlCharacterIsRefusedAndNothingElseOfTheFirstPlane() {
    List<Integer> refused =
        IntStream.range(0, 0x10000)
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .filter(c -> isRefused(Character.toString(c)))
            .boxed()
            .toList();

    assertThat(refused)
        .containsExactlyElementsOf(
            IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7f, 0xa0))
                .boxed()
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        " ",
        " a ",
        "}{",
        "{p00}",
        "'; DROP TABLE vote; --",
        "\"quoted\"",
        "a/b\\c",
        "%s %n",
        "I",
        "ı",
        "é",
        "e\u0301",
        "голос",
        "שלום",
        "مرحبا",
        "\u202eevil",
        "\u200b",
        "投票",
        "🎵",
        "👩‍👩‍👧",
        "\ufffd",
        "\uffff",
        "\ud800\udc00",
        "\udbff\udfff"
      })
  void anyWellFormedTextIsKeptVerbatim(String text) {
    FIELDS.forEach((field, make) -> assertThat(make.apply(text)).as(field).isEqualTo(text));
    assertThat(Poll.named(text).name()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ä", "投", "🎵"})
  void idsAreLimitedTo128BytesOfUtf8(String character) {
    int bytes = character.getBytes(UTF_8).length;
    String longest = character.repeat(128 / bytes) + "x".repeat(128 % bytes);

    assertThat(VoterId.of(longest).value()).isEqualTo(longest);
    assertThat(isRefused(longest + "x")).isTrue();
    assertThat(isRefused("x" + longest)).isTrue();
  }

  @Test
  void nullIsRefusedByName() {
    FIELDS.forEach(
        (field, make) -> {
          if (!field.equals("variant")) {
            assertThatNullPointerException()
                .isThrownBy(() -> make.apply(Nulls.string()))
                .withMessage(field);
          }
        });
  }

  @Test
  void idsThatLookAlikeStayApart() {
    assertThat(VoterId.of("é")).isNotEqualTo(VoterId.of("e\u0301"));
    assertThat(VoterId.of("Ada")).isNotEqualTo(VoterId.of("ada"));
    assertThat(Arrays.asList(SubjectId.of("a", "b/c"), SubjectId.of("a/b", "c")))
        .doesNotHaveDuplicates();
  }

  private static boolean isRefused(String text) {
    try {
      VoterId.of(text);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private static VoteRequest request() {
    return VoteRequest.cast(VoterId.of("ada"), SubjectId.of("posts", "42"), Choice.UP);
  }
}
