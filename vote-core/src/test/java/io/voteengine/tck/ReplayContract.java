package io.voteengine.tck;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.RateLimited;
import io.voteengine.spi.CastReply.Replayed;
import io.voteengine.spi.CastReply.Superseded;
import io.voteengine.spi.CastReply.Unchanged;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request that comes twice counts once, and one that was overtaken does not count. */
abstract class ReplayContract extends StoreCase {
  ReplayContract(VoteStoreContract suite) {
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
  void onlyTheLastRequestIsRemembered() {
    CastCommand first = Vote.of(ADA, A, UP);
    accepted(first);
    accepted(Vote.of(ADA, A, DOWN));
    assertThat(accepted(first).previous()).isEqualTo(DOWN);
  }

  @Test
  void requestThatChangedNothingIsNotRemembered() {
    CastCommand vote = Vote.of(ADA, A, UP);
    accepted(vote);
    CastCommand same = Vote.of(ADA, A, UP);
    assertThat(cast(same)).isInstanceOf(Unchanged.class);
    assertThat(cast(same)).isInstanceOf(Unchanged.class);
    assertThat(cast(vote)).isInstanceOf(Replayed.class);
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

  @Test
  void appliedRequestThatWasOvertakenIsSupersededToo() {
    CastCommand applied = Vote.of(ADA, A, UP);
    accepted(applied);
    accepted(Vote.of(ADA, A, DOWN));
    assertThat(cast(Vote.retried(applied))).isInstanceOf(Superseded.class);
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
