package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastReply.Declined;
import io.voteengine.spi.CastReply.RateLimited;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.PollSnapshot.State;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A refusal carries the voter's choice and the counts, so that a page can show them. */
public abstract class RefusalContract extends StoreCase {
  private static final Poll LIMITED = Poll.named("limited").limit(1, Duration.ofHours(1));
  private static final SubjectId S = SubjectId.of("limited", "s");

  protected RefusalContract(VoteStoreContract suite) {
    super(suite);
  }

  @Test
  void voteTooEarlyIsAnsweredWithChoiceAndTally() {
    load(LIMITED);
    loadNew(S);
    accepted(Vote.of(ADA, S, UP));
    accepted(Vote.of(BOB, S, DOWN));
    Declined answer = (Declined) answer(Vote.of(ADA, S, DOWN));
    assertThat(answer.reason()).isInstanceOf(RateLimited.class);
    assertThat(answer).isEqualTo(new Declined(answer.reason(), UP, tally(1, 1, 2)));
  }

  @Test
  void voteOnAClosedPollIsAnsweredWithChoiceAndTally() {
    accepted(Vote.of(ADA, A, UP));
    closePoll("posts");
    assertThat(answer(Vote.of(ADA, A, DOWN)))
        .isEqualTo(new Declined(Refused.POLL_CLOSED, UP, tally(1, 0, 1)));
    assertThat(answer(Vote.of(BOB, A, DOWN)))
        .isEqualTo(new Declined(Refused.POLL_CLOSED, NONE, tally(1, 0, 1)));
  }

  @Test
  void voteThatIsSentAgainToASealedPollIsAnsweredWithChoiceAndTally() {
    load(LIMITED, State.SEALED);
    load(new SubjectSnapshot(S, 1, 0, 1, false));
    load(new VoteSnapshot(S, ADA, UP, 5, RequestId.named("first")));
    assertThat(answer(Vote.resent(1000, Vote.of(ADA, S, DOWN)).fresh(true)))
        .isEqualTo(new Declined(Refused.POLL_CLOSED, UP, tally(1, 0, 1)));
  }

  @Test
  void voteBeforeThePollOpensIsAnsweredWithChoiceAndTally() {
    load(Poll.named("limited").opensAt(Instant.parse("2200-01-01T00:00:00Z")));
    loadNew(S);
    accepted(Vote.resent(1000, Vote.of(ADA, S, DOWN)));
    assertThat(answer(Vote.of(ADA, S, UP)))
        .isEqualTo(new Declined(Refused.POLL_NOT_OPEN, DOWN, tally(0, 1, 1)));
  }

  @Test
  void choiceThatIsNotAllowedIsAnsweredWithChoiceAndTally() {
    load(Poll.named("limited").choices(UP));
    loadNew(S);
    accepted(Vote.of(ADA, S, UP));
    assertThat(answer(Vote.of(ADA, S, DOWN)))
        .isEqualTo(new Declined(Refused.CHOICE_NOT_ALLOWED, UP, tally(1, 0, 1)));
  }

  @Test
  void voteAboveTheBacklogIsAnsweredWithChoiceAndTally() {
    accepted(Vote.of(ADA, A, DOWN));
    for (int i = 1; i < BACKLOG; i++) {
      accepted(Vote.of(VoterId.of("v" + i), A, UP));
    }
    assertThat(answer(Vote.toggled(Vote.of(ADA, A, DOWN))))
        .isEqualTo(new Declined(Refused.BACKLOG_FULL, DOWN, tally(BACKLOG - 1, 1, BACKLOG)));
  }

  @Test
  void requestThatIsUnknownIsAnsweredWithChoiceAndTally() {
    accepted(Vote.of(ADA, A, UP));
    assertThat(answer(Vote.probed(Vote.of(ADA, A, DOWN))))
        .isEqualTo(new Declined(Refused.UNKNOWN_REQUEST, UP, tally(1, 0, 1)));
  }
}
