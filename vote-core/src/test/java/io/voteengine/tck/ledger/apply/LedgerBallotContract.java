package io.voteengine.tck.ledger.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.poll.HeldChoice;
import io.voteengine.poll.PollException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Declined;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.ledger.RevisedVotes;
import io.voteengine.spi.ledger.StaleSubject;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.BallotCase;
import io.voteengine.tck.testing.Vote;
import io.voteengine.tck.testing.Waiting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ballot polls: the ledger keeps every voter within the budget, by its own rows. */
public abstract class LedgerBallotContract extends BallotCase {
  protected LedgerBallotContract(VoteLedgerContract suite) {
    super(suite);
  }

  private Applied applied() {
    return (Applied) ledger.apply(ledger.position(0), journal.take());
  }

  private Choice chosen(SubjectId subject, VoterId voter) {
    return ledger.votes(0, List.of(new VoteKey(subject, voter))).value().get(0).choice();
  }

  private List<QuarantinedVote> quarantine() {
    return ledger.quarantine().list(null, 100);
  }

  @Test
  void whatVotersHoldIsReadInTheOrderOfTheCall() {
    VoteEvent one = journal.vote(ONE, ADA, DOWN);
    journal.vote(TWO, ADA, UP);
    journal.vote(TWO, ADA, NONE);
    journal.vote(CAT, BOB, UP);
    flush();
    List<VoterInPoll> asked =
        List.of(
            new VoterInPoll(LOGOS.name(), BOB),
            new VoterInPoll(LOGOS.name(), ADA),
            new VoterInPoll(JAMS.name(), ADA));
    List<HeldVotes> held = ledger.held(0, asked).value();
    assertThat(held).extracting(HeldVotes::voter).isEqualTo(asked);
    assertThat(held).extracting(it -> it.votes().size()).containsExactly(1, 0, 1);
    assertThat(held.get(2).votes())
        .containsExactly(new VoteSnapshot(ONE, ADA, DOWN, one.castAt(), one.requestId()));
    assertThat(ledger.held(0, asked).term()).isEqualTo(ledger.position(0).term());
    assertThat(ledger.held(0, List.of()).value()).isEmpty();
  }

  @Test
  void eventOverTheBudgetIsPutAsideAndItsSubjectReloaded() {
    journal.vote(CAT, ADA, UP);
    journal.vote(CAT, BOB, UP);
    VoteEvent over = journal.vote(DOG, ADA, UP);
    Applied applied = applied();
    assertThat(applied.drifted()).containsExactly(DOG);
    assertThat(applied.quarantined()).containsOnlyKeys(over.seq());
    assertThat(applied.quarantined().get(over.seq())).contains("as many choices");
    assertThat(held(LOGOS, ADA)).containsExactly(CAT);
    assertThat(held(LOGOS, BOB)).containsExactly(CAT);
    assertThat(ledger.position(0)).isEqualTo(journal.position());
    assertExact(LOGOS.name());

    // Again in a batch of its own, by the rows.
    VoteEvent again = journal.vote(DOG, BOB, DOWN);
    assertThat(applied().quarantined()).containsOnlyKeys(again.seq());
    assertThat(chosen(DOG, BOB)).isEqualTo(NONE);
    assertExact(LOGOS.name());
  }

  @Test
  void eventsOfOneBatchAreJudgedInTheirOrder() {
    journal.vote(CAT, ADA, UP);
    journal.vote(CAT, ADA, NONE);
    journal.vote(DOG, ADA, UP);
    journal.vote(DOG, ADA, DOWN);
    assertThat(flush()).isEmpty();
    assertThat(held(LOGOS, ADA)).containsExactly(DOG);
    assertThat(quarantine()).isEmpty();
  }

  @Test
  void votesOfAMoveAreAppliedLikeAnyOthers() {
    Stream.of(ONE, TWO).forEach(subject -> journal.vote(subject, ADA, UP));
    RequestId request = RequestId.named("move");
    journal.vote(ONE, ADA, NONE, 1_800_000_000_000_000L, request);
    journal.vote(THREE, ADA, UP, 1_800_000_000_000_000L, request);
    assertThat(flush()).isEmpty();
    assertThat(held(JAMS, ADA)).containsExactly(TWO, THREE);
    assertThat(ledger.requests(0, List.of(request))).hasSize(2);
    assertThat(ledger.has(THREE, ADA, request)).isTrue();
    assertExact(JAMS.name());
  }

  @Test
  void voteThatComesAfterTheSealGoesIntoQuarantine() {
    journal.vote(CAT, ADA, UP);
    flush();
    suite.seal(LOGOS.name());
    journal.vote(CAT, ADA, NONE);
    journal.vote(DOG, ADA, UP);
    journal.vote(DOG, BOB, UP);
    journal.vote(ONE, BOB, UP);
    assertThat(flush()).containsExactlyInAnyOrder(CAT, DOG);
    assertThat(held(LOGOS, ADA)).containsExactly(CAT);
    assertThat(held(LOGOS, BOB)).isEmpty();
    assertThat(held(JAMS, BOB)).containsExactly(ONE);
    assertThat(ledger.quarantine().list(null, 9))
        .hasSize(3)
        .allSatisfy(vote -> assertThat(vote.reason()).contains("sealed"));
    assertExact(LOGOS.name());
  }

  @Test
  void eventOlderThanAllThatIsHeldIsOvertakenWhereVotesMove() {
    journal.vote(ONE, ADA, UP, 1_000_000L, RequestId.named("one"));
    journal.vote(TWO, ADA, UP, 2_000_000L, RequestId.named("two"));
    journal.vote(THREE, ADA, UP, 500_000L, RequestId.named("three"));
    assertThat(applied().quarantined()).isEmpty();
    assertThat(held(JAMS, ADA)).containsExactly(ONE, TWO);
    assertThat(ledger.records().history(THREE, 10)).hasSize(1);
    assertExact(JAMS.name());
  }

  @Test
  void salvageNeverExceedsTheBudget() {
    accepted(Vote.of(ADA, CAT, UP));
    VoteEvent lost = journal.vote(DOG, ADA, UP);
    VoteEvent other = journal.vote(DOG, BOB, UP);
    Term next = new Term(0, 2, "s2");
    assertThat(ledger.recover(ledger.position(0).term(), List.of(lost, other), next)).isTrue();
    assertThat(held(LOGOS, ADA)).containsExactly(CAT);
    assertThat(held(LOGOS, BOB)).containsExactly(DOG);
    assertThat(quarantine()).extracting(QuarantinedVote::subject).containsExactly(DOG);
    assertExact(LOGOS.name());
  }

  @Test
  void directVoteOverTheBudgetIsRefusedWithWhatIsHeld() {
    Accepted first = accepted(Vote.of(ADA, CAT, UP));
    assertThat(first.held())
        .extracting(HeldChoice::subject, HeldChoice::choice)
        .containsExactly(tuple(CAT, UP));
    Declined refused = (Declined) cast(Vote.of(ADA, DOG, UP));
    assertThat(refused.reason()).isEqualTo(Refused.BUDGET_SPENT);
    assertThat(refused.held()).isEqualTo(first.held());
    assertThat(accepted(Vote.of(ADA, CAT, DOWN)).held()).hasSize(1);
    assertThat(accepted(Vote.of(ADA, CAT, NONE)).held()).isEmpty();
    assertThat(accepted(Vote.of(ADA, DOG, UP)).held()).hasSize(1);
    assertExact(LOGOS.name());
  }

  @Test
  void directVoteMovesTheOldestChoice() {
    CastCommand first = Vote.of(ADA, ONE, DOWN);
    accepted(first);
    accepted(Vote.of(ADA, TWO, UP));
    CastCommand vote = Vote.of(ADA, THREE, UP);
    Accepted moved = accepted(vote);
    assertThat(moved.held()).extracting(HeldChoice::subject).containsExactly(TWO, THREE);
    assertThat(held(JAMS, ADA)).containsExactly(TWO, THREE);
    assertThat(ledger.stale(null, 10)).extracting(StaleSubject::subject).contains(ONE, THREE);
    assertThat(ledger.records().history(ONE, 10)).hasSize(2);
    assertExact(JAMS.name());
    assertThat(cast(Vote.retried(vote)))
        .isInstanceOfSatisfying(
            CastReply.Replayed.class, it -> assertThat(it.castAt()).isEqualTo(moved.castAt()));
    assertThat(cast(Vote.retried(first)))
        .isInstanceOfSatisfying(
            CastReply.Replayed.class, it -> assertThat(it.choice()).isEqualTo(DOWN));
    assertThat(held(JAMS, ADA)).containsExactly(TWO, THREE);
  }

  @Test
  void votesOfOneVoterInOneCallSeeEachOther() {
    List<CastReply> replies =
        ledger.cast(
            0,
            List.of(Vote.of(ADA, CAT, UP), Vote.of(ADA, DOG, UP), Vote.of(BOB, DOG, UP)),
            Deadline.in(Waiting.AMPLE));
    assertThat(replies.get(1)).isInstanceOf(Declined.class);
    assertThat(held(LOGOS, ADA)).containsExactly(CAT);
    ledger.cast(
        0,
        List.of(
            Vote.of(ADA, ONE, UP),
            Vote.of(ADA, TWO, UP),
            Vote.of(ADA, THREE, UP),
            Vote.of(ADA, SubjectId.of(JAMS.name(), "4"), UP)),
        Deadline.in(Waiting.AMPLE));
    assertThat(held(JAMS, ADA)).hasSize(2).doesNotContain(ONE);
    assertExact(JAMS.name());
  }

  @Test
  void restoringVoidVotesStaysWithinTheBudget() {
    journal.vote(CAT, ADA, UP);
    journal.vote(CAT, BOB, UP);
    flush();
    VoteSelection all = VoteSelection.ofPoll(LOGOS.name());
    assertThat(ledger.administration().voidVotes(all)).isEqualTo(new RevisedVotes(2, 1));
    accepted(Vote.of(ADA, DOG, UP));
    assertThat(ledger.administration().restoreVotes(all))
        .isEqualTo(new RevisedVotes(1, 1, Map.of(), 1));
    assertThat(held(LOGOS, ADA)).containsExactly(DOG);
    assertThat(held(LOGOS, BOB)).containsExactly(CAT);
    assertExact(LOGOS.name());
    accepted(Vote.of(ADA, DOG, NONE));
    assertThat(ledger.administration().restoreVotes(VoteSelection.ofSubject(CAT)))
        .isEqualTo(new RevisedVotes(1, 1));
    assertThat(held(LOGOS, ADA)).containsExactly(CAT);
  }

  @Test
  void replayFromQuarantineStaysWithinTheBudget() {
    journal.vote(CAT, ADA, UP);
    journal.vote(DOG, ADA, UP);
    applied();
    QuarantinedVote kept = quarantine().get(0);
    assertThatThrownBy(() -> ledger.quarantine().replay(kept))
        .isInstanceOf(VoteLedgerException.class)
        .hasMessageContaining("as many choices");
    assertThat(quarantine()).hasSize(1);
    assertThat(held(LOGOS, ADA)).containsExactly(CAT);
    accepted(Vote.of(ADA, CAT, NONE));
    assertThat(ledger.quarantine().replay(kept)).isTrue();
    assertThat(held(LOGOS, ADA)).containsExactly(DOG);
    assertThat(quarantine()).isEmpty();
    assertExact(LOGOS.name());
  }

  @Test
  void rulesOfABallotPollAreReadBack() {
    assertThat(ledger.polls().find(JAMS.name())).map(PollSnapshot::poll).contains(JAMS);
    assertThat(ledger.poll(0, LOGOS.name()).value()).map(PollSnapshot::poll).contains(LOGOS);
    assertThat(ledger.polls().close(JAMS.name(), "ada", "over").poll().budget())
        .isEqualTo(JAMS.budget());
  }

  @Test
  void ballotPollStaysOneAndOrdinaryPollToo() {
    ledger.polls().define(Poll.named("posts"));
    assertThatThrownBy(() -> change(Poll.named("posts").votesPerVoter(1)))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("is no ballot poll");
    assertThatThrownBy(() -> change(Poll.named(LOGOS.name())))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("is a ballot poll");
    assertThat(ledger.polls().changes(LOGOS.name())).isEmpty();
    assertThat(ledger.polls().stale()).isEmpty();
  }

  private void change(Poll poll) {
    long revision = ledger.polls().find(poll.name()).orElseThrow().revision();
    assertThat(ledger.polls().change(revision, poll, "ada", "why")).isPresent();
  }
}
