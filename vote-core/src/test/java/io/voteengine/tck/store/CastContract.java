package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static io.voteengine.tck.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Superseded;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a cast writes and answers when no check refuses it. */
public abstract class CastContract extends StoreCase {
  protected CastContract(VoteStoreContract suite) {
    super(suite);
  }

  @Test
  void firstVoteIsCounted() {
    CastCommand vote = Vote.of(ADA, A, UP);
    Accepted reply = accepted(vote);
    assertThat(reply).isEqualTo(new Accepted(1, NONE, UP, tally(1, 0, 1), reply.castAt()));
    assertThat(read(ADA, A).views().get(0).choice()).isEqualTo(UP);
    assertThat(vote(A, ADA))
        .contains(new VoteSnapshot(A, ADA, UP, reply.castAt(), vote.requestId()));
  }

  @Test
  void oppositeVoteMovesBothCounts() {
    accepted(Vote.of(ADA, A, UP));
    Accepted reply = accepted(Vote.of(ADA, A, DOWN));
    assertThat(reply).isEqualTo(new Accepted(2, UP, DOWN, tally(0, 1, 2), reply.castAt()));
  }

  @Test
  void retractionStoresNoneAndKeepsTheVoterKnown() {
    accepted(Vote.of(ADA, A, DOWN));
    CastCommand retraction = Vote.of(ADA, A, NONE);
    Accepted reply = accepted(retraction);
    assertThat(reply).isEqualTo(new Accepted(2, DOWN, NONE, tally(0, 0, 2), reply.castAt()));
    assertThat(vote(A, ADA))
        .contains(new VoteSnapshot(A, ADA, NONE, reply.castAt(), retraction.requestId()));
  }

  /** So the audit log has every request, and each has a time at which it is the last. */
  @Test
  void sameChoiceAgainIsAnEventThatCountsNothing() {
    accepted(Vote.of(BOB, A, UP));
    accepted(Vote.of(ADA, A, UP));
    accepted(Vote.of(BOB, A, DOWN));
    Accepted again = accepted(Vote.of(ADA, A, UP));
    assertThat(again).isEqualTo(new Accepted(4, UP, UP, tally(1, 1, 4), again.castAt()));
    assertThat(lastVote().previous()).isEqualTo(UP);
    assertThat(lastVote().choice()).isEqualTo(UP);
  }

  @Test
  void retractingWhatIsNotThereIsAnEventThatCountsNothing() {
    Accepted first = accepted(Vote.of(ADA, A, NONE));
    assertThat(first).isEqualTo(new Accepted(1, NONE, NONE, tally(0, 0, 1), first.castAt()));
    Accepted again = accepted(Vote.of(ADA, A, NONE));
    assertThat(again).isEqualTo(new Accepted(2, NONE, NONE, tally(0, 0, 2), again.castAt()));
  }

  @Test
  void toggleSetsAndTakesBack() {
    assertThat(accepted(Vote.toggled(Vote.of(ADA, A, UP))).choice()).isEqualTo(UP);
    Accepted second = accepted(Vote.toggled(Vote.of(ADA, A, UP)));
    assertThat(second).isEqualTo(new Accepted(2, UP, NONE, tally(0, 0, 2), second.castAt()));
    assertThat(accepted(Vote.toggled(Vote.of(ADA, A, DOWN))).choice()).isEqualTo(DOWN);
    assertThat(accepted(Vote.toggled(Vote.of(ADA, A, UP))).previous()).isEqualTo(DOWN);
  }

  @Test
  void countsAndVersionContinueFromTheSnapshot() {
    load(new SubjectSnapshot(ABSENT, 70, 30, 512, false));
    load(new VoteSnapshot(ABSENT, ADA, DOWN, 17, RequestId.named("old")));
    Accepted reply = accepted(Vote.of(ADA, ABSENT, UP));
    assertThat(reply).isEqualTo(new Accepted(1, DOWN, UP, tally(71, 29, 513), reply.castAt()));
  }

  @Test
  void subjectsDoNotShareVotersOrVersions() {
    accepted(Vote.of(ADA, A, UP));
    assertThat(accepted(Vote.of(ADA, B, DOWN)).tally()).isEqualTo(tally(0, 1, 1));
  }

  @Test
  void eventSaysEverythingAboutTheVote() {
    accepted(Vote.of(BOB, A, DOWN));
    CastCommand vote = Vote.labelled("blue arm", Vote.of(ADA, A, UP));
    Accepted reply = accepted(vote);
    VoteEvent event = lastVote();
    assertThat(event)
        .isEqualTo(
            new VoteEvent(
                1,
                2,
                event.chain(),
                A,
                ADA,
                NONE,
                UP,
                reply.castAt(),
                vote.requestId(),
                "blue arm",
                1,
                1,
                2));
  }

  @Test
  void timesRiseWithinThePartitionAndAboveWhatTheCallerSaw() {
    long first = accepted(Vote.of(ADA, A, UP)).castAt();
    long second = accepted(Vote.of(BOB, B, UP)).castAt();
    assertThat(second).isGreaterThan(first);
    long farAhead = second + 3_600_000_000L;
    long third = accepted(Vote.seen(farAhead, Vote.of(ADA, B, UP))).castAt();
    assertThat(third).isGreaterThan(farAhead);
    assertThat(accepted(Vote.of(BOB, A, UP)).castAt()).isGreaterThan(third);
  }

  @Test
  void timeIsAboveTheVotersOwnLast() {
    long farAhead = clock.micros() + 3_600_000_000L;
    load(new SubjectSnapshot(ABSENT, 1, 0, 1, false));
    load(new VoteSnapshot(ABSENT, ADA, UP, farAhead, RequestId.named("old")));
    assertThat(accepted(Vote.of(ADA, ABSENT, DOWN)).castAt()).isGreaterThan(farAhead);
  }

  @Test
  void givenTimeIsKept() {
    assertThat(accepted(Vote.at(1234, Vote.of(ADA, A, UP))).castAt()).isEqualTo(1234);
    assertThat(lastVote().castAt()).isEqualTo(1234);
  }

  @Test
  void givenTimeInThePastDoesNotPullLaterOnesBack() {
    long now = accepted(Vote.of(ADA, A, UP)).castAt();
    accepted(Vote.at(1234, Vote.of(BOB, A, UP)));
    assertThat(accepted(Vote.of(BOB, B, UP)).castAt()).isGreaterThan(now);
  }

  @Test
  void nothingIsCastOnceTheDeadlineHasPassed() {
    accepted(Vote.of(ADA, A, UP));
    List<Object> before = visible();
    for (int i = 0; i < 20; i++) {
      // A stopped clock never reaches a deadline.
      clock.move(Duration.ofMinutes(1));
      CastCommand late = Vote.of(VoterId.of("late" + i), A, UP);
      CastReply reply =
          await(
              store
                  .cast(term, late, Deadline.in(Duration.ZERO))
                  .exceptionally(noAnswer -> CastReply.Refused.EXPIRED));
      assertThat(reply).isEqualTo(CastReply.Refused.EXPIRED);
    }
    assertThat(visible()).isEqualTo(before);
    accepted(Vote.of(BOB, A, UP));
  }

  @Test
  void givenTimeAheadLiftsLaterVotesOfItsVoterOnly() {
    long ahead = clock.micros() + 3_600_000_000L;
    accepted(Vote.at(ahead, Vote.of(ADA, A, UP)));
    assertThat(accepted(Vote.of(BOB, A, UP)).castAt()).isLessThan(ahead);
    assertThat(accepted(Vote.of(ADA, B, UP)).castAt()).isLessThan(ahead);
    assertThat(accepted(Vote.of(ADA, A, DOWN)).castAt()).isEqualTo(ahead + 1);
    assertThat(accepted(Vote.of(BOB, A, DOWN)).castAt()).isLessThan(ahead);
  }

  @Test
  void laterGivenTimeWinsWhateverTheOrder() {
    accepted(Vote.at(2000, Vote.of(ADA, A, UP)));
    List<Object> before = visible();
    assertThat(cast(Vote.at(1999, Vote.of(ADA, A, DOWN))))
        .isEqualTo(new Superseded(1, UP, tally(1, 0, 1), 2000));
    assertThat(visible()).isEqualTo(before);
    assertThat(accepted(Vote.at(2001, Vote.of(ADA, A, DOWN))).tally()).isEqualTo(tally(0, 1, 2));
  }

  @Test
  void equalTimesAreOrderedByUnsignedRequestId() {
    RequestId low = RequestId.of(new UUID(1, 0));
    RequestId middle = RequestId.of(new UUID(1, -1));
    RequestId high = RequestId.of(new UUID(-1, 0));
    accepted(Vote.by(middle, Vote.at(2000, Vote.of(ADA, A, UP))));
    assertThat(cast(Vote.by(low, Vote.at(2000, Vote.of(ADA, A, DOWN)))))
        .isInstanceOf(Superseded.class);
    assertThat(accepted(Vote.by(high, Vote.at(2000, Vote.of(ADA, A, DOWN)))).tally())
        .isEqualTo(tally(0, 1, 2));
  }

  @Test
  void sameChoiceWithNewerTimeMovesOnlyTheTime() {
    accepted(Vote.at(2000, Vote.of(ADA, A, UP)));
    assertThat(accepted(Vote.at(3000, Vote.of(ADA, A, UP))))
        .isEqualTo(new Accepted(2, UP, UP, tally(1, 0, 2), 3000));
    assertThat(lastVote().previous()).isEqualTo(UP);
    assertThat(cast(Vote.at(2999, Vote.of(ADA, A, DOWN)))).isInstanceOf(Superseded.class);
  }

  @Test
  void resentVoteNewerThanTheChoiceIsWritten() {
    load(new SubjectSnapshot(ABSENT, 1, 0, 4, false));
    load(new VoteSnapshot(ABSENT, ADA, UP, 50, RequestId.named("old")));
    assertThat(accepted(Vote.resent(51, Vote.of(ADA, ABSENT, DOWN))))
        .isEqualTo(new Accepted(1, UP, DOWN, tally(0, 1, 5), 51));
  }

  @Test
  void resentVoteOlderThanTheChoiceIsSuperseded() {
    load(new SubjectSnapshot(ABSENT, 1, 0, 4, false));
    load(new VoteSnapshot(ABSENT, ADA, UP, 50, RequestId.named("old")));
    assertThat(cast(Vote.resent(49, Vote.of(ADA, ABSENT, DOWN))))
        .isEqualTo(new Superseded(1, UP, tally(1, 0, 5), 50));
  }

  @Test
  void hostileIdsAreStoredVerbatim() {
    List<String> ids =
        List.of(
            "}{",
            "{vote}",
            "'; DROP TABLE vote; --",
            "a b/c\\d:e",
            "\"%s\"",
            "ﷺ",
            "é",
            "e\u0301",
            "\uD83D\uDDF3",
            "x".repeat(128),
            "İi",
            " ",
            "nil",
            "0");
    for (String id : ids) {
      SubjectId subject = SubjectId.of("posts", id);
      loadNew(subject);
      accepted(Vote.of(VoterId.of(id), subject, UP));
      assertThat(lastVote().subject()).isEqualTo(subject);
      assertThat(lastVote().voter().value()).isEqualTo(id);
    }
    for (String id : ids) {
      SubjectId subject = SubjectId.of("posts", id);
      for (String other : ids) {
        Choice expected = id.equals(other) ? UP : NONE;
        assertThat(read(VoterId.of(other), subject).views().get(0).choice()).isEqualTo(expected);
      }
    }
  }

  @Test
  void hostilePollNamesAreStoredVerbatim() {
    for (String name : List.of("}{", "p/q", "p", "p:subject:q", "{v0}")) {
      load(Poll.named(name).unlimited());
      loadNew(SubjectId.of(name, "q/r"));
      assertThat(accepted(Vote.of(ADA, SubjectId.of(name, "q/r"), UP)).tally())
          .isEqualTo(tally(1, 0, 1));
    }
    loadNew(SubjectId.of("p", "q/q/r"));
    assertThat(read(null, SubjectId.of("p", "q/q/r")).views().get(0).tally())
        .isEqualTo(tally(0, 0, 0));
  }
}
