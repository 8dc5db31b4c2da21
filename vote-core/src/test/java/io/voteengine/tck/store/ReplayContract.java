package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.CastReply.RateLimited;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.CastReply.Replayed;
import io.voteengine.spi.CastReply.Reused;
import io.voteengine.spi.CastReply.Superseded;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request that arrives twice counts once, and one that was overtaken does not count. */
public abstract class ReplayContract extends StoreCase {
  protected ReplayContract(VoteStoreContract suite) {
    super(suite);
  }

  @Test
  void retryWithSameRequestIdIsCountedOnce() {
    accepted(Vote.of(ADA, A, DOWN));
    CastCommand vote = Vote.of(ADA, A, UP);
    Accepted first = accepted(vote);
    List<Object> before = visible();
    Replayed again = new Replayed(first.seq(), DOWN, UP, first.tally(), first.castAt());
    assertThat(cast(vote)).isEqualTo(again);
    assertThat(cast(Vote.retried(vote))).isEqualTo(again);
    assertThat(cast(Vote.resent(first.castAt(), vote))).isEqualTo(again);
    assertThat(cast(Vote.probed(vote))).isEqualTo(again);
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void replayAnswersWithTheFirstAnswerAndThePresentTally() {
    CastCommand vote = Vote.of(ADA, A, UP);
    Accepted first = accepted(vote);
    accepted(Vote.of(BOB, A, UP));
    assertThat(cast(vote))
        .isEqualTo(new Replayed(first.seq(), NONE, UP, tally(2, 0, 2), first.castAt()));
  }

  @Test
  void replayedToggleDoesNotToggleBack() {
    CastCommand click = Vote.toggled(Vote.of(ADA, A, UP));
    Accepted first = accepted(click);
    assertThat(cast(Vote.retried(click)))
        .isEqualTo(new Replayed(1, NONE, UP, first.tally(), first.castAt()));
    CastCommand second = Vote.toggled(Vote.of(ADA, A, UP));
    Accepted back = accepted(second);
    assertThat(cast(Vote.retried(second)))
        .isEqualTo(new Replayed(2, UP, NONE, back.tally(), back.castAt()));
  }

  @Test
  void replayOfAVoteLoadedFromTheLedgerAnswersItsChoiceAsPrevious() {
    CastCommand vote = Vote.of(ADA, ABSENT, UP);
    load(new SubjectSnapshot(ABSENT, 3, 0, 3, false));
    load(new VoteSnapshot(ABSENT, ADA, UP, 77, vote.requestId()));
    assertThat(cast(Vote.retried(vote))).isEqualTo(new Replayed(0, UP, UP, tally(3, 0, 3), 77));
  }

  @Test
  void requestIdIsRememberedPerVoterAndSubject() {
    RequestId id = RequestId.named("one id for all");
    accepted(Vote.by(id, Vote.of(ADA, A, UP)));
    accepted(Vote.by(id, Vote.of(ADA, B, UP)));
    assertThat(accepted(Vote.by(id, Vote.of(BOB, A, UP))).tally()).isEqualTo(tally(2, 0, 2));
  }

  @Test
  void requestIsRememberedWhateverCameAfterIt() {
    CastCommand first = Vote.of(ADA, A, UP);
    Accepted up = accepted(first);
    Accepted down = accepted(Vote.of(ADA, A, DOWN));
    List<Object> before = visible();
    Replayed again = new Replayed(down.seq(), NONE, UP, down.tally(), up.castAt());
    assertThat(cast(first)).isEqualTo(again);
    assertThat(cast(Vote.named(first))).isEqualTo(again);
    assertThat(cast(Vote.retried(first))).isEqualTo(again);
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void storeRemembersEightEarlierRequestsAndAsksForOlderOnes() {
    List<CastCommand> votes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      votes.add(Vote.named(Vote.of(ADA, A, i % 2 == 0 ? UP : DOWN)));
      accepted(Vote.by(votes.get(i).requestId(), votes.get(i).fresh(true)));
    }
    for (CastCommand remembered : votes.subList(1, 10)) {
      assertThat(cast(remembered)).isInstanceOf(Replayed.class);
    }
    List<Object> before = visible();
    assertThat(cast(votes.get(0))).as("the ledger may lack it").isEqualTo(notLoaded(Missing.FLUSH));
    assertThat(visible()).isEqualTo(before);
    applyAll();
    assertThat(cast(votes.get(0))).isEqualTo(notLoaded(Missing.REQUEST));
  }

  @Test
  void sameIdWithAnotherContentIsRefusedAndChangesNothing() {
    CastCommand vote = Vote.labelled("x", Vote.of(ADA, A, UP));
    Accepted first = accepted(vote);
    List<Object> before = visible();
    Reused reused = new Reused(UP, first.tally());
    assertThat(cast(Vote.choosing(DOWN, vote))).isEqualTo(reused);
    assertThat(cast(Vote.choosing(NONE, vote))).isEqualTo(reused);
    assertThat(cast(Vote.toggled(vote))).isEqualTo(reused);
    assertThat(cast(Vote.at(1000, vote))).isEqualTo(reused);
    assertThat(cast(Vote.labelled("y", vote))).isEqualTo(reused);
    assertThat(cast(Vote.retried(Vote.choosing(DOWN, vote)))).isEqualTo(reused);
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void sameIdWithAnotherContentIsRefusedAlsoOnceItIsNotTheLast() {
    CastCommand vote = Vote.of(ADA, A, UP);
    accepted(vote);
    accepted(Vote.of(ADA, A, DOWN));
    assertThat(cast(Vote.choosing(NONE, vote))).isInstanceOf(Reused.class);
  }

  @Test
  void requestThatRepeatedAChoiceIsRememberedToo() {
    accepted(Vote.of(ADA, A, UP));
    CastCommand same = Vote.of(ADA, A, UP);
    Accepted second = accepted(same);
    assertThat(cast(same))
        .isEqualTo(new Replayed(second.seq(), UP, UP, second.tally(), second.castAt()));
  }

  /**
   * The ledger knows the voter's requests before that row, but not all of the row's own request.
   */
  @Test
  void voterFromTheLedgerHasTheLedgerAskedForRequests() {
    CastCommand vote = Vote.of(ADA, ABSENT, UP);
    load(new SubjectSnapshot(ABSENT, 3, 0, 3, false));
    load(new VoteSnapshot(ABSENT, ADA, UP, 77, vote.requestId()));
    assertThat(cast(Vote.named(vote))).isEqualTo(notLoaded(Missing.REQUEST));
    assertThat(cast(Vote.named(Vote.of(ADA, ABSENT, UP)))).isEqualTo(notLoaded(Missing.REQUEST));
    accepted(Vote.of(ADA, ABSENT, DOWN));
    assertThat(cast(Vote.named(vote))).isEqualTo(notLoaded(Missing.REQUEST));
    assertThat(cast(Vote.named(Vote.of(ADA, ABSENT, UP)))).isEqualTo(notLoaded(Missing.REQUEST));
  }

  @Test
  void voterWhoHasNotVotedHasNobodyAsked() {
    load(new SubjectSnapshot(ABSENT, 3, 0, 3, false));
    load(VoteSnapshot.none(ABSENT, ADA));
    accepted(Vote.named(Vote.of(ADA, ABSENT, UP)));
    accepted(Vote.named(Vote.of(ADA, A, UP)));
  }

  @Test
  void probeOfAnUnknownRequestWritesNothing() {
    accepted(Vote.of(ADA, A, UP));
    List<Object> before = visible();
    assertThat(cast(Vote.probed(Vote.of(ADA, A, DOWN)))).isEqualTo(Refused.UNKNOWN_REQUEST);
    assertThat(cast(Vote.probed(Vote.of(BOB, A, DOWN)))).isEqualTo(Refused.UNKNOWN_REQUEST);
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void replaysTakeNoPermit() {
    SubjectId subject = SubjectId.of("limited", "a");
    load(Poll.named("limited").limit(2, Duration.ofHours(1)));
    loadNew(subject);
    CastCommand first = Vote.of(ADA, subject, UP);
    accepted(first);
    for (int i = 0; i < 1000; i++) {
      assertThat(cast(first)).isInstanceOf(Replayed.class);
    }
    accepted(Vote.of(ADA, subject, DOWN));
    assertThat(cast(Vote.of(ADA, subject, UP))).isInstanceOf(RateLimited.class);
  }

  @Test
  void overtakenRetryIsSuperseded() {
    long seen = accepted(Vote.of(BOB, A, UP)).castAt();
    CastCommand lost = Vote.seen(seen, Vote.of(ADA, A, UP));
    Accepted newer = accepted(Vote.of(ADA, A, DOWN));
    List<Object> before = visible();
    assertThat(cast(Vote.retried(lost)))
        .isEqualTo(new Superseded(newer.seq(), DOWN, newer.tally(), newer.castAt()));
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void overtakenRetryIsSupersededAlsoByTheSameChoice() {
    CastCommand lost = Vote.of(ADA, A, UP);
    Accepted newer = accepted(Vote.of(ADA, A, UP));
    assertThat(cast(Vote.retried(lost)))
        .isEqualTo(new Superseded(newer.seq(), UP, newer.tally(), newer.castAt()));
  }

  /** The first attempt may arrive after the retry that was answered: that answer stands. */
  @Test
  void lateFirstAttemptOfASupersededRequestStaysSuperseded() {
    CastCommand lost = Vote.of(ADA, A, UP);
    Accepted newer = accepted(Vote.of(ADA, A, DOWN));
    Superseded superseded = new Superseded(newer.seq(), DOWN, newer.tally(), newer.castAt());
    assertThat(cast(Vote.retried(lost))).isEqualTo(superseded);
    List<Object> before = visible();
    assertThat(cast(lost)).isEqualTo(superseded);
    assertThat(visible()).isEqualTo(before);
  }

  /** Every accepted vote reaches the audit log, even one that no longer counts. */
  @Test
  void voteThatIsSentAgainAfterANewerOneIsAnEventThatCountsNothing() {
    Accepted newer = accepted(Vote.of(ADA, A, DOWN));
    CastCommand lost = Vote.of(ADA, A, UP);
    assertThat(cast(Vote.resent(1000, lost)))
        .isEqualTo(new Superseded(2, DOWN, tally(0, 1, 2), newer.castAt()));
    assertThat(lastVote().requestId()).isEqualTo(lost.requestId());
    assertThat(lastVote().castAt()).isEqualTo(1000);
    assertThat(lastVote().previous()).isEqualTo(DOWN);
    assertThat(lastVote().choice()).isEqualTo(UP);
    assertThat(lastVote().down()).isEqualTo(1);
    assertThat(read(ADA, A).views().get(0).choice()).isEqualTo(DOWN);
    List<Object> before = visible();
    assertThat(cast(Vote.named(lost))).isInstanceOf(Replayed.class);
    assertThat(cast(Vote.resent(1000, lost))).isInstanceOf(Replayed.class);
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void retryOverAChoiceThatWasSeenIsWritten() {
    Accepted old = accepted(Vote.of(ADA, A, DOWN));
    CastCommand lost = Vote.seen(old.castAt(), Vote.of(ADA, A, UP));
    assertThat(accepted(Vote.retried(lost)).tally()).isEqualTo(tally(1, 0, 2));
  }

  @Test
  void retryOfAFirstVoteIsWritten() {
    assertThat(accepted(Vote.retried(Vote.of(ADA, A, UP))).tally()).isEqualTo(tally(1, 0, 1));
  }

  @Test
  void firstAttemptIsNeverOvertaken() {
    accepted(Vote.of(ADA, A, DOWN));
    assertThat(accepted(Vote.of(ADA, A, UP)).tally()).isEqualTo(tally(1, 0, 2));
  }

  @Test
  void retryWithATimeOfItsOwnIsOrderedByThatTime() {
    accepted(Vote.at(2000, Vote.of(ADA, A, DOWN)));
    assertThat(accepted(Vote.retried(Vote.at(3000, Vote.of(ADA, A, UP)))).castAt()).isEqualTo(3000);
    assertThat(cast(Vote.retried(Vote.seen(4000, Vote.at(2500, Vote.of(ADA, A, DOWN))))))
        .isInstanceOf(Superseded.class);
  }
}
