package io.voteengine.tck.ledger.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Declined;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.Deadline;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.LedgerCase;
import io.voteengine.tck.testing.Vote;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A refusal by the ledger carries the voter's choice and the counts, like one by a store. */
public abstract class LedgerRefusalContract extends LedgerCase {
  protected LedgerRefusalContract(VoteLedgerContract suite) {
    super(suite);
  }

  private List<CastReply> cast(CastCommand... votes) {
    return ledger.cast(0, List.of(votes), Deadline.in(Waiting.AMPLE));
  }

  private Tally accepted(CastCommand vote) {
    return ((Accepted) cast(vote).get(0)).tally();
  }

  @Test
  void refusalsAreAnsweredWithChoiceAndTally() {
    Instant later = Instant.now().plus(Duration.ofHours(1));
    ledger.polls().define(Poll.named("over").closesAt(later));
    ledger.polls().define(Poll.named("not-yet").opensAt(later));
    ledger.polls().define(Poll.named("ups").choices(UP));
    SubjectId over = subject("over", 0, 0);
    SubjectId notYet = subject("not-yet", 0, 0);
    SubjectId ups = subject("ups", 0, 0);
    Tally overTally = accepted(Vote.of(ADA, over, UP));
    Tally notYetTally = accepted(Vote.resent(1_000, Vote.of(ADA, notYet, DOWN)));
    Tally upsTally = accepted(Vote.of(ADA, ups, UP));
    ledger.polls().recordOver("over");
    assertThat(
            cast(
                Vote.of(ADA, over, DOWN),
                Vote.of(BOB, over, DOWN),
                Vote.of(ADA, notYet, UP),
                Vote.of(ADA, ups, DOWN),
                Vote.probed(Vote.of(BOB, ups, UP))))
        .containsExactly(
            new Declined(Refused.POLL_CLOSED, UP, overTally),
            new Declined(Refused.POLL_CLOSED, NONE, overTally),
            new Declined(Refused.POLL_NOT_OPEN, DOWN, notYetTally),
            new Declined(Refused.CHOICE_NOT_ALLOWED, UP, upsTally),
            new Declined(Refused.UNKNOWN_REQUEST, NONE, upsTally));
  }

  @Test
  void refusalShowsWhatVotesBeforeItInTheCallLeft() {
    ledger.polls().define(Poll.named("ups").choices(UP));
    SubjectId ups = subject("ups", 0, 0);
    List<CastReply> replies = cast(Vote.of(ADA, ups, UP), Vote.of(BOB, ups, DOWN));
    assertThat(replies.get(1))
        .isEqualTo(
            new Declined(Refused.CHOICE_NOT_ALLOWED, NONE, ((Accepted) replies.get(0)).tally()));
  }

  @Test
  void voteOnAnUnknownPollIsRefusedWithoutChoiceAndTally() {
    assertThat(cast(Vote.of(ADA, subject("unknown", 0, 0), UP)))
        .containsExactly(Refused.POLL_NOT_OPEN);
  }
}
