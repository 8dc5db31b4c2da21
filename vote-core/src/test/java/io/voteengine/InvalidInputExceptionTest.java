package io.voteengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.voteengine.engine.read.PageSize;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InvalidInputExceptionTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final VoteRequest VOTE = VoteRequest.cast(ADA, POST, Choice.UP);

  @Test
  void refusedIdsNameFieldAndReason() {
    assertRefused("voter", "is empty", () -> VoterId.of(""));
    assertRefused("poll", "is longer than 128 UTF-8 bytes", () -> Poll.named("x".repeat(129)));
    assertRefused("subject", "has a lone surrogate at index 0", () -> SubjectId.of("p", "\ud83c"));
    assertRefused(
        "variant", "has the control character U+000A at index 1", () -> VOTE.variant("a\n"));
    assertRefused("limitKey", "is empty", () -> VOTE.limitKey(""));
  }

  @Test
  void refusedRequestIdIsNotRepeatedInTheMessage() {
    assertRefused("requestId", "is not a UUID", () -> RequestId.parse("x\r\nforged line"));
    assertRefused("requestId", "is not a UUID in full", () -> RequestId.parse("1-1-1-1-1"));
  }

  @Test
  void refusedPageSizeIsNotRepeatedInTheMessage() {
    assertRefused("limit", "must be from 1 to 10000", () -> PageSize.check(0));
    assertRefused("limit", "must be from 1 to 10000", () -> PageSize.check(10_001));
    assertThat(PageSize.check(10_000)).isEqualTo(10_000);
  }

  @Test
  void choiceIsParsedByItsNameOnly() {
    for (Choice choice : Choice.values()) {
      assertThat(Choice.parse(choice.toString())).isSameAs(choice);
    }
    assertRefused("choice", "must be UP, DOWN or NONE", () -> Choice.parse("up"));
    assertRefused(
        "choice", "to toggle must be UP or DOWN", () -> VoteRequest.toggle(ADA, POST, Choice.NONE));
  }

  private static void assertRefused(String field, String reason, ThrowingCallable input) {
    InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, input);
    assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
    assertThat(refusal.field()).isEqualTo(field);
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal).hasMessage(field + " " + reason);
  }
}
