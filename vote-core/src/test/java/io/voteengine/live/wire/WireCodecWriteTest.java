package io.voteengine.live.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.live.KnownVersion;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.LiveUpdate.Counts;
import io.voteengine.live.LiveUpdate.PollState;
import io.voteengine.live.SharedUpdate;
import io.voteengine.poll.Visibility;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireCodecWriteTest {
  private static final WireCodec CODEC = WireCodec.create();
  private static final SubjectId SUBJECT = SubjectId.of("posts", "42");
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
  private static final Poll POLL = Poll.named("posts").closesAt(NEW_YEAR.plusSeconds(3_600));

  private static Counts counts(long up, long down, long epoch, long version, boolean exact) {
    return new Counts(SUBJECT, new Tally(up, down, epoch, version), exact);
  }

  private static RankedSubject ranked(String key, long up, long down, long version) {
    Tally tally = new Tally(up, down, 1, version);
    return new RankedSubject(SubjectId.of("posts", key), tally, tally.score());
  }

  private static LiveUpdate payload(String json) {
    return new LiveUpdate.Payload("logos.42", json, NEW_YEAR);
  }

  private static final Map<String, LiveUpdate> UPDATES =
      Map.ofEntries(
          entry("counts", counts(12, 3, 1, 18, true)),
          entry("hidden counts", new Counts(SUBJECT, Tally.HIDDEN, false)),
          entry(
              "own choice with hidden counts", new LiveUpdate.OwnChoice(SUBJECT, Choice.UP, null)),
          entry("counts that are not exact", counts(12, 3, 1, 18, false)),
          entry(
              "largest counts", counts(999_999_999, 999_999_999, 9_999_999, (1L << 53) - 1, false)),
          entry(
              "ids beyond ascii in counts",
              new Counts(SubjectId.of("p.o/st s", "ü😀\"\\%"), new Tally(1, 0, 0, 1), true)),
          entry(
              "own choice", new LiveUpdate.OwnChoice(SUBJECT, Choice.UP, new KnownVersion(1, 18))),
          entry(
              "withdrawn",
              new LiveUpdate.VoteWithdrawn(
                  SUBJECT,
                  RequestId.parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
                  Choice.UP,
                  LiveUpdate.VoteWithdrawn.Reason.LOST)),
          entry("reconciled", new LiveUpdate.Reconciled(SUBJECT, Cause.DRIFT)),
          entry("poll", new PollState(POLL, PollState.Stage.OPEN, PollState.Occasion.SNAPSHOT)),
          entry(
              "poll that hides its counts",
              new PollState(
                  POLL.visibility(Visibility.AFTER_CLOSE),
                  PollState.Stage.OPEN,
                  PollState.Occasion.SNAPSHOT)),
          entry(
              "deadline",
              new PollState(
                  POLL.choices(Choice.UP).opensAt(NEW_YEAR),
                  PollState.Stage.CLOSED,
                  PollState.Occasion.CLOSED)),
          entry(
              "leaderboard",
              new LiveUpdate.Leaderboard(
                  "posts",
                  Ranking.SCORE,
                  2,
                  List.of(ranked("42", 12, 3, 18), ranked("43", 5, 0, 5)))),
          entry("data", payload("{\"title\":\"New\",\"n\":[1,2.50]}")),
          entry("data that is not json", payload("not json")));

  private static final Map<String, String> NOTICES =
      Map.of(
          "snapshot", CODEC.snapshot(NEW_YEAR, Duration.ofSeconds(15)),
          "cast", CODEC.cast(SUBJECT, 3),
          "removed", CODEC.removed(SUBJECT, 1),
          "error", CODEC.error(WireError.FORBIDDEN, "not for this client", "logos.42"),
          "final error", CODEC.error(WireError.UNAUTHENTICATED, "the token is not valid", null),
          "expired", CODEC.expired(Duration.ofSeconds(30)),
          "goaway", CODEC.goAway(Duration.ofSeconds(5)),
          "beat", CODEC.beat());

  static Stream<Vectors.Vector> ofServers() {
    return Vectors.all().stream().filter(vector -> vector.from().equals("server"));
  }

  @ParameterizedTest
  @MethodSource("ofServers")
  void frameIsWrittenAsDocumented(Vectors.Vector vector) {
    LiveUpdate update = UPDATES.get(vector.name());
    String written = update != null ? CODEC.encode(update) : NOTICES.get(vector.name());
    assertThat(written).isEqualTo(vector.text());
  }

  @Test
  void everyUpdateAndNoticeHasAVector() {
    assertThat(ofServers().map(Vectors.Vector::name))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(UPDATES.keySet().stream(), NOTICES.keySet().stream()).toList());
  }

  @Test
  void updateTakesSixtyBytesBeyondItsId() {
    String largest = Vectors.named("server", "largest counts").text();
    assertThat(bytesBeyondId(largest)).isEqualTo(60);
    assertThat(bytesBeyondId(CODEC.encode(counts(1_234, 56, 12, 345_678, true)))).isEqualTo(31);
  }

  private static int bytesBeyondId(String frame) {
    return frame.getBytes(UTF_8).length - "posts42".length();
  }

  @Test
  void sharedUpdateIsEncodedOnce() {
    SharedUpdate update = new SharedUpdate(counts(1, 0, 1, 1, true));
    assertThat(CODEC.encode(update)).isSameAs(CODEC.encode(update));
  }

  @Test
  void payloadStaysOneLine() {
    assertThat(CODEC.encode(payload("{\r\n  \"a\": \"b\\n\"\n}")))
        .isEqualTo(
            "{\"data\":{\"channel\":\"logos.42\",\"at\":1767225600000,\"data\":{    \"a\": \"b\\n"
                + "\" }}}");
  }

  @Test
  void payloadThatIsNotJsonCannotBreakTheFrame() {
    for (String payload :
        List.of(
            "",
            " ",
            "1 2",
            "{}}",
            "{\"a\":1,\"a\":2}",
            "\"a\nb\"",
            "{\"a\":1}\n{\"u\":[]}",
            "[".repeat(100))) {
      String frame = CODEC.encode(payload(payload));
      assertThat(frame).doesNotContain("\n");
      assertThat(frame).contains("\"data\":\"").endsWith("\"}}");
    }
  }
}
