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
import io.voteengine.poll.HeldChoice;
import io.voteengine.poll.VoteBudget.WhenSpent;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Declined;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.CastReply.Replayed;
import io.voteengine.spi.CastReply.Reused;
import io.voteengine.spi.CastReply.Superseded;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ballot polls, in which a voter holds a bounded number of choices. */
public abstract class BallotContract extends StoreCase {
  private static final Poll LOGOS = Poll.named("logos").unlimited().votesPerVoter(1);
  private static final Poll JAMS = Poll.named("jams").unlimited().votesPerVoter(2, WhenSpent.MOVE);
  private static final SubjectId CAT = SubjectId.of("logos", "cat");
  private static final SubjectId DOG = SubjectId.of("logos", "dog");
  private static final SubjectId ONE = SubjectId.of("jams", "1");
  private static final SubjectId TWO = SubjectId.of("jams", "2");
  private static final SubjectId THREE = SubjectId.of("jams", "3");

  protected BallotContract(VoteStoreContract suite) {
    super(suite);
  }

  @BeforeEach
  void loadBallots() {
    load(LOGOS);
    load(JAMS);
    loadNew(CAT, DOG, ONE, TWO, THREE);
  }

  private void holdNothing(VoterId... voters) {
    for (VoterId voter : voters) {
      load(new HeldVotes(new VoterInPoll("logos", voter), List.of()));
      load(new HeldVotes(new VoterInPoll("jams", voter), List.of()));
    }
  }

  private void load(HeldVotes held) {
    assertThat(await(store.loadHeld(term, meta().evictions(), List.of(held))))
        .isEqualTo(LoadReply.LOADED);
  }

  private static VoteSnapshot old(SubjectId subject, VoterId voter, Choice choice, long castAt) {
    return new VoteSnapshot(subject, voter, choice, castAt, RequestId.named("old"));
  }

  private static HeldChoice held(SubjectId subject, Choice choice, long castAt) {
    return new HeldChoice(subject, choice, Micros.toInstant(castAt));
  }

  @Test
  void castNeedsToKnowWhatTheVoterHolds() {
    assertThat(answer(Vote.of(ADA, CAT, UP))).isEqualTo(notLoaded(Missing.HELD));
    holdNothing(ADA);
    assertThat(answer(Vote.of(BOB, CAT, UP))).isEqualTo(notLoaded(Missing.HELD));
    Accepted reply = accepted(Vote.of(ADA, CAT, UP));
    assertThat(reply)
        .isEqualTo(
            new Accepted(
                1,
                NONE,
                UP,
                tally(1, 0, 1),
                reply.castAt(),
                List.of(held(CAT, UP, reply.castAt())),
                null));
  }

  @Test
  void voteOverTheBudgetIsRefusedWithWhatIsHeld() {
    holdNothing(ADA, BOB);
    Accepted first = accepted(Vote.of(ADA, CAT, UP));
    List<Object> before = visible();
    assertThat(answer(Vote.of(ADA, DOG, UP)))
        .isEqualTo(
            new Declined(
                Refused.BUDGET_SPENT,
                NONE,
                tally(0, 0, 0),
                List.of(held(CAT, UP, first.castAt()))));
    assertThat(visible()).isEqualTo(before);
    assertThat(accepted(Vote.of(BOB, DOG, UP)).tally()).isEqualTo(tally(1, 0, 1));
  }

  @Test
  void choiceThatIsHeldMayChange() {
    holdNothing(ADA);
    accepted(Vote.of(ADA, CAT, UP));
    Accepted changed = accepted(Vote.of(ADA, CAT, DOWN));
    assertThat(changed.held()).containsExactly(held(CAT, DOWN, changed.castAt()));
    assertThat(cast(Vote.of(ADA, DOG, UP))).isEqualTo(Refused.BUDGET_SPENT);
  }

  @Test
  void takingBackMakesRoom() {
    holdNothing(ADA);
    accepted(Vote.of(ADA, CAT, UP));
    assertThat(accepted(Vote.toggled(Vote.of(ADA, CAT, UP))).held()).isEmpty();
    assertThat(accepted(Vote.of(ADA, DOG, UP)).held()).hasSize(1);
    assertThat(accepted(Vote.of(ADA, CAT, NONE)).choice()).isEqualTo(NONE);
  }

  @Test
  void refusedVoteTakesNoPermit() {
    load(LOGOS.limit(2, Duration.ofDays(1)).votesPerVoter(1), 7);
    holdNothing(ADA);
    accepted(Vote.of(ADA, CAT, UP));
    for (int i = 0; i < 3; i++) {
      assertThat(cast(Vote.of(ADA, DOG, UP))).isEqualTo(Refused.BUDGET_SPENT);
    }
    accepted(Vote.of(ADA, CAT, NONE));
    assertThat(accepted(Vote.of(ADA, DOG, UP)).choice()).isEqualTo(UP);
    assertThat(accepted(Vote.of(ADA, DOG, DOWN)).choice()).isEqualTo(DOWN);
    assertThat(cast(Vote.of(ADA, DOG, UP))).isInstanceOf(CastReply.RateLimited.class);
  }

  private void load(Poll poll, long revision) {
    load(new PollSnapshot(poll, PollSnapshot.State.OPEN, false, revision));
  }

  @Test
  void changedBudgetIsInForceAtOnce() {
    holdNothing(ADA);
    accepted(Vote.of(ADA, CAT, UP));
    load(LOGOS.votesPerVoter(2), 7);
    assertThat(accepted(Vote.of(ADA, DOG, UP)).held()).hasSize(2);
    load(LOGOS.votesPerVoter(2, WhenSpent.MOVE), 8);
    loadNew(SubjectId.of("logos", "emu"));
    assertThat(accepted(Vote.of(ADA, SubjectId.of("logos", "emu"), UP)).held())
        .extracting(HeldChoice::subject)
        .containsExactly(DOG, SubjectId.of("logos", "emu"));
  }

  @Test
  void oldestChoiceMovesInOneStep() {
    holdNothing(ADA, BOB);
    accepted(Vote.of(BOB, ONE, UP));
    Accepted one = accepted(Vote.of(ADA, ONE, DOWN));
    Accepted two = accepted(Vote.of(ADA, TWO, UP));
    CastCommand vote = Vote.labelled("arm", Vote.of(ADA, THREE, UP));
    Accepted three = accepted(vote);
    assertThat(three)
        .isEqualTo(
            new Accepted(
                5,
                NONE,
                UP,
                tally(1, 0, 1),
                three.castAt(),
                List.of(held(TWO, UP, two.castAt()), held(THREE, UP, three.castAt())),
                ONE));
    List<JournalEvent> events = journal();
    assertThat(events).hasSize(5);
    assertThat(events.get(3))
        .isEqualTo(event(events.get(3), ONE, DOWN, NONE, vote, three.castAt(), 1, 0, 3));
    assertThat(events.get(4))
        .isEqualTo(event(events.get(4), THREE, NONE, UP, vote, three.castAt(), 1, 0, 1));
    assertThat(three.castAt()).isGreaterThan(one.castAt());
    assertThat(read(ADA, ONE, TWO, THREE).views())
        .extracting(view -> view.choice())
        .containsExactly(NONE, UP, UP);
    assertThat(vote(ONE, ADA))
        .contains(new VoteSnapshot(ONE, ADA, NONE, three.castAt(), vote.requestId()));
    assertThat(top("jams", 5)).hasSize(3);
  }

  private VoteEvent event(
      JournalEvent like,
      SubjectId subject,
      Choice previous,
      Choice choice,
      CastCommand vote,
      long castAt,
      long up,
      long down,
      long version) {
    return new VoteEvent(
        1,
        like.seq(),
        like.chain(),
        subject,
        ADA,
        previous,
        choice,
        castAt,
        vote.requestId(),
        vote.variant(),
        up,
        down,
        version);
  }

  @Test
  void repeatedRequestGetsItsFirstAnswerAfterAMove() {
    holdNothing(ADA);
    CastCommand first = Vote.of(ADA, ONE, UP);
    Accepted one = accepted(first);
    accepted(Vote.of(ADA, TWO, UP));
    CastCommand moving = Vote.of(ADA, THREE, UP);
    Accepted three = accepted(moving);
    assertThat(answer(Vote.retried(moving)))
        .isEqualTo(new Replayed(4, NONE, UP, three.tally(), three.castAt(), three.held()));
    assertThat(answer(Vote.retried(first)))
        .isEqualTo(new Replayed(3, NONE, UP, tally(0, 0, 2), one.castAt(), three.held()));
    assertThat(journal()).hasSize(4);
    // The same id on the subject that has lost its choice was never such a request.
    assertThat(answer(Vote.by(moving.requestId(), Vote.of(ADA, ONE, UP))))
        .isEqualTo(new Reused(NONE, tally(0, 0, 2), three.held()));
  }

  @Test
  void moveNeedsTheSubjectAndTheVoterThere() {
    load(
        new HeldVotes(
            new VoterInPoll("jams", ADA),
            List.of(
                old(SubjectId.of("jams", "far"), ADA, UP, 17),
                old(SubjectId.of("jams", "farther"), ADA, UP, 18))));
    SubjectId far = SubjectId.of("jams", "far");
    assertThat(answer(Vote.of(ADA, ONE, UP)))
        .isEqualTo(new CastReply.NotLoaded(Missing.SUBJECT, far));
    load(new SubjectSnapshot(far, 70, 30, 512, false));
    assertThat(answer(Vote.of(ADA, ONE, UP)))
        .isEqualTo(new CastReply.NotLoaded(Missing.VOTER, far));
    load(old(far, ADA, UP, 17));
    assertThat(accepted(Vote.of(ADA, ONE, UP)).held())
        .extracting(HeldChoice::subject)
        .containsExactly(SubjectId.of("jams", "farther"), ONE);
    assertThat(read(null, far).views()).containsExactly(view(far, tally(69, 30, 513)));
  }

  @Test
  void timeIsAboveThatOfTheChoiceThatMoves() {
    long ahead = clock.micros() + 3_600_000_000L * 24 * 365 * 100;
    load(
        new HeldVotes(
            new VoterInPoll("jams", ADA),
            List.of(old(ONE, ADA, UP, ahead), old(TWO, ADA, UP, ahead + 7))));
    assertThat(accepted(Vote.of(ADA, THREE, UP)).castAt()).isEqualTo(ahead + 1);
  }

  @Test
  void voteOlderThanAllThatIsHeldIsSuperseded() {
    holdNothing(ADA);
    accepted(Vote.at(100, Vote.of(ADA, ONE, UP)));
    Accepted two = accepted(Vote.at(200, Vote.of(ADA, TWO, UP)));
    assertThat(answer(Vote.at(100, Vote.of(ADA, THREE, UP))))
        .isEqualTo(new Superseded(0, NONE, tally(0, 0, 0), 0, two.held()));
    assertThat(accepted(Vote.at(150, Vote.of(ADA, THREE, UP))).held())
        .containsExactly(held(THREE, UP, 150), held(TWO, UP, 200));
  }

  @Test
  void resentVoteMovesWhatIsOlderAndYieldsToWhatIsNewer() {
    holdNothing(ADA);
    accepted(Vote.at(100, Vote.of(ADA, ONE, UP)));
    Accepted two = accepted(Vote.at(200, Vote.of(ADA, TWO, UP)));
    assertThat(answer(Vote.resent(50, Vote.of(ADA, THREE, UP))))
        .isEqualTo(new Superseded(3, NONE, tally(0, 0, 1), 0, two.held()));
    assertThat(lastVote().choice()).isEqualTo(UP);
    Accepted moved = accepted(Vote.resent(150, Vote.of(ADA, THREE, UP)));
    assertThat(moved.held()).containsExactly(held(THREE, UP, 150), held(TWO, UP, 200));
    assertThat(moved.seq()).isEqualTo(5);
  }

  @Test
  void resentVoteIsRefusedWhereVotesDoNotMove() {
    holdNothing(ADA);
    accepted(Vote.of(ADA, CAT, UP));
    assertThat(cast(Vote.resent(17, Vote.of(ADA, DOG, UP)))).isEqualTo(Refused.BUDGET_SPENT);
    assertThat(journal()).hasSize(1);
  }

  @Test
  void unloadedSubjectTakesWhatIsHeldInItsPollAlong() {
    holdNothing(ADA, BOB);
    accepted(Vote.of(ADA, CAT, UP));
    long before = meta().evictions();
    unload(SubjectId.of("logos", "never held here"));
    assertThat(answer(Vote.of(ADA, CAT, UP))).isEqualTo(notLoaded(Missing.HELD));
    // The ledger may lack the vote, and with it what ada holds.
    HeldVotes nothing = new HeldVotes(new VoterInPoll("logos", ADA), List.of());
    assertThat(await(store.loadHeld(term, before, List.of(nothing)))).isEqualTo(LoadReply.RETRY);
    assertThat(await(store.loadHeld(term, meta().evictions(), List.of(nothing))))
        .isEqualTo(LoadReply.RETRY);
    accepted(Vote.of(BOB, ONE, UP));
    long counter = meta().evictions();
    applyAll();
    assertThat(meta().evictions()).isGreaterThan(counter);
    load(new HeldVotes(new VoterInPoll("logos", ADA), List.of(old(CAT, ADA, UP, 17))));
    assertThat(cast(Vote.of(ADA, DOG, UP))).isEqualTo(Refused.BUDGET_SPENT);
  }

  @Test
  void whatIsHeldIsEvictedOnceTheLedgerHasTheVotes() {
    holdNothing(ADA);
    accepted(Vote.of(ADA, CAT, UP));
    accepted(Vote.of(ADA, ONE, UP));
    long before = meta().evictions();
    evict();
    assertThat(answer(Vote.of(ADA, CAT, DOWN))).isInstanceOf(Accepted.class);
    applyAll();
    assertThat(evict()).isPositive();
    assertThat(meta().evictions()).isGreaterThan(before);
    load(LOGOS);
    loadNew(CAT);
    assertThat(answer(Vote.of(ADA, CAT, UP))).isEqualTo(notLoaded(Missing.HELD));
  }

  @Test
  void loadNeverReplacesWhatIsKnown() {
    holdNothing(ADA);
    accepted(Vote.of(ADA, CAT, UP));
    holdNothing(ADA);
    assertThat(cast(Vote.of(ADA, DOG, UP))).isEqualTo(Refused.BUDGET_SPENT);
  }

  @Test
  void nextEpochKnowsNothing() {
    holdNothing(ADA);
    accepted(Vote.of(ADA, CAT, UP));
    HeldVotes held = new HeldVotes(new VoterInPoll("logos", ADA), List.of());
    Term old = term;
    term = startEpoch(2);
    assertThat(await(store.loadHeld(old, meta().evictions(), List.of(held))))
        .isEqualTo(LoadReply.WRONG_EPOCH);
    load(LOGOS);
    loadNew(CAT);
    assertThat(answer(Vote.of(ADA, CAT, UP))).isEqualTo(notLoaded(Missing.HELD));
  }

  @Test
  void strangeNamesAreHeldAsTheyAre() {
    SubjectId odd = SubjectId.of("jams", "{p01}:\u00e9/3:x \ud83c\udfb5");
    VoterId voter = VoterId.of("0123e4f0-1234-4234-8234-0123456789ab");
    loadNew(odd);
    holdNothing(voter);
    accepted(Vote.of(voter, odd, DOWN));
    accepted(Vote.of(voter, TWO, UP));
    Accepted moved = accepted(Vote.of(voter, THREE, UP));
    assertThat(moved.held()).extracting(HeldChoice::subject).containsExactly(TWO, THREE);
    assertThat(read(voter, odd).views()).containsExactly(view(odd, tally(0, 0, 2)));
  }

  @Test
  void manyVotersHoldTheirChoices() {
    for (int i = 0; i < 150; i++) {
      VoterId voter = VoterId.of("voter " + i);
      holdNothing(voter);
      accepted(Vote.of(voter, CAT, UP));
      applyAll();
    }
    for (int i = 0; i < 150; i++) {
      assertThat(cast(Vote.of(VoterId.of("voter " + i), DOG, UP))).isEqualTo(Refused.BUDGET_SPENT);
    }
    assertThat(read(null, CAT, DOG).views())
        .containsExactlyInAnyOrder(view(CAT, tally(150, 0, 150)), view(DOG, tally(0, 0, 0)));
  }
}
