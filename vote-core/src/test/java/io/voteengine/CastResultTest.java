package io.voteengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.CastResult.Reason;
import io.voteengine.CastResult.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CastResultTest {
  private static final RequestId ID = RequestId.named("r");

  @Test
  void onlyAnAcceptedVoteIsNotThrown() {
    VoteReceipt receipt =
        new VoteReceipt(
            ID,
            Action.CREATED,
            Choice.UP,
            new Tally(1, 0, 1, 1),
            true,
            Instant.EPOCH,
            false,
            List.of(),
            null);
    CastResult accepted = new CastResult.Accepted(receipt, CompletableFuture.completedFuture(null));
    assertThat(accepted.isAccepted()).isTrue();
    assertThat(accepted.orElseThrow()).isSameAs(accepted);
  }

  @Test
  void rejectionIsThrownWithItsReason() {
    CastResult rejected = new Rejected(ID, Reason.POLL_CLOSED, null, null, null);
    assertThat(rejected.isAccepted()).isFalse();
    assertThatExceptionOfType(VoteRejectedException.class)
        .isThrownBy(rejected::orElseThrow)
        .withMessageContaining("POLL_CLOSED")
        .satisfies(e -> assertThat(e.rejected()).isSameAs(rejected));
  }

  @Test
  void unknownOutcomeIsThrownWithTheRequestToAskFor() {
    CastResult unknown = new CastResult.Unknown(ID);
    assertThat(unknown.isAccepted()).isFalse();
    assertThatExceptionOfType(VoteUnknownException.class)
        .isThrownBy(unknown::orElseThrow)
        .satisfies(e -> assertThat(e.unknown().requestId()).isEqualTo(ID));
  }

  @Test
  void exactlyTemporaryReasonsSayWhenToTryAgain() {
    Duration soon = Duration.ofMillis(1);
    for (Reason reason : Reason.values()) {
      boolean temporary = reason == Reason.RATE_LIMITED || reason == Reason.UNAVAILABLE;
      Duration right = temporary ? soon : null;
      assertThat(new Rejected(ID, reason, right, null, null).retryAfter()).isEqualTo(right);
      assertThatThrownBy(() -> new Rejected(ID, reason, temporary ? null : soon, null, null))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Rejected(ID, Reason.RATE_LIMITED, Duration.ZERO, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
