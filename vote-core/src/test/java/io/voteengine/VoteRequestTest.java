package io.voteengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoteRequestTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final VoteRequest CAST = VoteRequest.cast(ADA, POST, Choice.UP);

  @Test
  void plainCastLeavesAllOptionsToTheEngine() {
    assertThat(CAST)
        .isEqualTo(
            new VoteRequest(
                ADA, POST, Choice.UP, false, null, null, null, null, Ack.ACCEPTED, null));
    assertThat(VoteRequest.toggle(ADA, POST, Choice.DOWN))
        .isEqualTo(
            new VoteRequest(
                ADA, POST, Choice.DOWN, true, null, null, null, null, Ack.ACCEPTED, null));
  }

  @Test
  void optionsAddUpInAnyOrder() {
    RequestId id = RequestId.named("1");
    Duration deadline = Duration.ofMillis(250);
    VoteRequest all =
        new VoteRequest(
            ADA,
            POST,
            Choice.UP,
            false,
            id,
            Instant.ofEpochSecond(1),
            "b",
            "k",
            Ack.DURABLE,
            deadline);

    assertThat(
            CAST.requestId(id)
                .castAt(Instant.ofEpochSecond(1))
                .variant("b")
                .limitKey("k")
                .ack(Ack.DURABLE)
                .deadline(deadline))
        .isEqualTo(all);
    assertThat(
            CAST.deadline(deadline)
                .ack(Ack.DURABLE)
                .limitKey("k")
                .variant("b")
                .castAt(Instant.ofEpochSecond(1))
                .requestId(id))
        .isEqualTo(all);
  }

  @Test
  void castAtIsKeptToTheMicrosecond() {
    assertThat(CAST.castAt(Instant.parse("2024-01-15T09:00:00.123456789Z")).castAt())
        .isEqualTo("2024-01-15T09:00:00.123456Z");
  }

  @Test
  void castAtOutOfRangeIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CAST.castAt(Instant.EPOCH))
        .withMessageStartingWith("castAt must be after 1970 began: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CAST.castAt(Instant.MAX))
        .withMessageStartingWith("castAt must be ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-1H"})
  void deadlineThatHasPassedIsRefusedByName(Duration deadline) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CAST.deadline(deadline))
        .withMessage("deadline must be more than zero: " + deadline);
  }

  @Test
  void nothingCanBeToggledToNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VoteRequest.toggle(ADA, POST, Choice.NONE))
        .withMessage("choice to toggle must be UP or DOWN");
    assertThat(VoteRequest.cast(ADA, POST, Choice.NONE).choice()).isEqualTo(Choice.NONE);
  }

  @Test
  void nullIsRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> VoteRequest.cast(Nulls.any(), POST, Choice.UP))
        .withMessage("voter");
    assertThatNullPointerException()
        .isThrownBy(() -> VoteRequest.cast(ADA, Nulls.any(), Choice.UP))
        .withMessage("subject");
    assertThatNullPointerException()
        .isThrownBy(() -> VoteRequest.cast(ADA, POST, Nulls.any()))
        .withMessage("choice");
    assertThatNullPointerException().isThrownBy(() -> CAST.ack(Nulls.any())).withMessage("ack");
  }
}
