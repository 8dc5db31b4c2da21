package io.voteengine.live.wire;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import io.voteengine.live.Interest;
import io.voteengine.live.KnownVersion;
import io.voteengine.ranking.Ranking;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireCodecReadTest {
  private static final WireCodec CODEC = WireCodec.create();

  private static ClientFrame read(String vector) {
    return CODEC.read(Vectors.named("client", vector).text());
  }

  private static ClientFrame track(Interest... interests) {
    return new ClientFrame.Track(new Topics(List.of(interests), Set.of()));
  }

  @Test
  void tokenIsRead() {
    assertThat(read("auth")).isEqualTo(new ClientFrame.Auth("abc.def"));
    assertThat(read("auth").toString()).doesNotContain("abc.def");
  }

  @Test
  void everyKindOfTopicIsRead() {
    assertThat(read("subscribe"))
        .isEqualTo(
            new ClientFrame.Subscribe(
                1,
                new Topics(
                    List.of(
                        Interest.subject(SubjectId.of("posts", "42")),
                        new Interest.InSubject(
                            SubjectId.of("posts", "43"), new KnownVersion(1, 17)),
                        Interest.poll("jams"),
                        Interest.pollState("posts"),
                        Interest.leaderboard("posts", Ranking.SCORE, 10),
                        Interest.channel("logos.42")),
                    Set.of(SubjectId.of("posts", "42")))));
    assertThat(read("subscribe to nothing"))
        .isEqualTo(new ClientFrame.Subscribe(1, new Topics(List.of(), Set.of())));
  }

  @Test
  void topicsComeAndGo() {
    assertThat(read("track")).isEqualTo(track(Interest.subject(SubjectId.of("posts", "44"))));
    assertThat(read("untrack"))
        .isEqualTo(
            new ClientFrame.Untrack(
                new Topics(
                    List.of(
                        new Interest.InSubject(
                            SubjectId.of("posts", "44"), new KnownVersion(1, 17)),
                        Interest.channel("logos.42")),
                    Set.of())));
  }

  @Test
  void whatALaterVersionAddsIsSkipped() {
    assertThat(read("unknown member"))
        .isEqualTo(track(Interest.subject(SubjectId.of("posts", "44"))));
    assertThat(read("more elements"))
        .isEqualTo(
            track(new Interest.InSubject(SubjectId.of("posts", "44"), new KnownVersion(1, 17))));
  }

  @Test
  void idsAreKeptVerbatim() {
    assertThat(read("ids beyond ascii"))
        .isEqualTo(track(Interest.subject(SubjectId.of("p.o/st s", "ü😀\"\\%"))));
  }

  static Stream<Vectors.Vector> hostile() {
    return Vectors.all().stream().filter(Vectors.Vector::isHostile);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileFrameIsRefused(Vectors.Vector vector) {
    assertThatThrownBy(() -> CODEC.read(vector.text()))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(vector.refused()));
  }

  @Test
  void refusalRepeatsNothingOfTheFrame() {
    assertThatThrownBy(() -> CODEC.read("{\"<script>\":{}}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("script");
    assertThatThrownBy(() -> CODEC.read("{\"track\":{\"states\":[\"a\u0001<script>\"]}}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("script");
  }

  @Test
  void depthIsRefusedWithoutReadingOn() {
    String deep = "{\"track\":{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}}";
    assertThatThrownBy(() -> CODEC.read(deep))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("too deep");
  }

  @Test
  void lengthIsLimited() {
    String padding = " ".repeat(WireCodec.LONGEST_FRAME - "{\"track\":{}}".length());
    assertThat(CODEC.read("{\"track\":{}}" + padding)).isEqualTo(track());
    assertThatThrownBy(() -> CODEC.read("{\"track\":{}}" + padding + " "))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("longer");
    String token = "x".repeat(WireCodec.LONGEST_TOKEN);
    assertThat(CODEC.read("{\"auth\":{\"token\":\"" + token + "\"}}"))
        .isEqualTo(new ClientFrame.Auth(token));
    assertThatThrownBy(() -> CODEC.read("{\"auth\":{\"token\":\"" + token + "x\"}}"))
        .isInstanceOf(InvalidInputException.class);
  }

  /** Whatever is changed in a frame, it is read or refused, and nothing else. */
  @Test
  void changedFramesAreReadOrRefused() {
    Random random = new Random(7);
    List<String> frames =
        Vectors.all().stream().map(Vectors.Vector::text).filter(text -> !text.isEmpty()).toList();
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(frames.get(random.nextInt(frames.size())));
      IntStream.rangeClosed(0, random.nextInt(3)).forEach(step -> change(text, random));
      try {
        assertThat(CODEC.read(text.toString())).isNotNull();
      } catch (InvalidInputException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 19_900);
  }

  private static void change(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    switch (random.nextInt(4)) {
      case 0 -> text.insert(at, (char) random.nextInt(0x3000));
      case 1 -> text.insert(at, "{}[]\",:1-e\\u".charAt(random.nextInt(12)));
      case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(4)));
      default -> {
        String part = text.substring(at, Math.min(text.length(), at + random.nextInt(20)));
        text.insert(random.nextInt(text.length() + 1), part);
      }
    }
  }

  @Test
  void everyVectorHasItsOwnName() {
    List<Vectors.Vector> all = Vectors.all();
    assertThat(all.stream().map(vector -> vector.from() + " " + vector.name()).distinct())
        .as(all.stream().map(Vectors.Vector::name).collect(joining(", ")))
        .hasSameSizeAs(all);
  }
}
