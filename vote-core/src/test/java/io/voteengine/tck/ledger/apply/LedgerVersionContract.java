package io.voteengine.tck.ledger.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Superseded;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.Events;
import io.voteengine.tck.ledger.LedgerCase;
import io.voteengine.tck.testing.Vote;
import io.voteengine.tck.testing.Waiting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Versions of a subject that changes in the ledger while the store is ahead: 30 votes are in the
 * ledger, and 15 more that the store has answered are on their way.
 */
public abstract class LedgerVersionContract extends LedgerCase {
  private static final VoterId EVE = VoterId.of("eve");

  /** The counts that were shown with each version. */
  private final Map<Long, Tally> given = new HashMap<>();

  private Tally newest = new Tally(0, 0, 1, 0);

  protected LedgerVersionContract(VoteLedgerContract suite) {
    super(suite);
  }

  @BeforeEach
  void storeIsAhead() {
    ledger.polls().define(Poll.named("posts"));
    storeTakes(0, 30);
    flush();
    storeTakes(30, 45);
  }

  private void storeTakes(int from, int until) {
    for (int i = from; i < until; i++) {
      give(journal.vote(A, voter(i), UP));
    }
  }

  private static VoterId voter(int i) {
    return VoterId.of("voter-" + i);
  }

  private void give(VoteEvent event) {
    give(new Tally(event.up(), event.down(), event.epoch(), event.version()));
  }

  private void give(Tally tally) {
    assertThat(given.merge(tally.version(), tally, (before, again) -> before)).isEqualTo(tally);
    newest = tally.isNewerThan(newest) ? tally : newest;
  }

  /** Shows the ledger's tally, which must be the newest. */
  private Tally show() {
    SubjectSnapshot snapshot = snapshot(A);
    Tally tally = new Tally(snapshot.up(), snapshot.down(), 1, snapshot.version());
    give(tally);
    assertThat(newest).isEqualTo(tally);
    return tally;
  }

  private Tally cast(VoterId voter) {
    return ((Accepted)
            ledger.cast(0, List.of(Vote.of(voter, A, DOWN)), Deadline.in(Waiting.AMPLE)).get(0))
        .tally();
  }

  @Test
  void voteCastInTheLedgerIsNewerThanAllThatTheStoreHasGivenOut() {
    Tally tally = cast(ADA);
    assertThat(tally.isNewerThan(newest)).isTrue();
    give(tally);
    assertThat(show()).isEqualTo(new Tally(30, 1, 1, VoteLedger.LEAP + 31));
  }

  @Test
  void versionsGoOnWhenTheStoreHasLoadedTheSubjectAgain() {
    give(cast(ADA));
    flush();
    Tally loaded = show();
    assertThat(loaded).isEqualTo(new Tally(45, 1, 1, VoteLedger.LEAP + 46));
    journal.load(A, loaded.up(), loaded.down(), loaded.version());
    give(journal.vote(A, BOB, UP));
    flush();
    assertThat(show()).isEqualTo(new Tally(46, 1, 1, VoteLedger.LEAP + 47));
  }

  @Test
  void storeThatLoadedTheSubjectBetweenTwoVotesIsOvertakenAgain() {
    give(cast(ADA));
    flush();
    Tally loaded = show();
    journal.load(A, loaded.up(), loaded.down(), loaded.version());
    storeTakes(45, 60);
    Tally second = cast(BOB);
    assertThat(second.isNewerThan(newest)).isTrue();
    give(second);
    flush();
    show();
  }

  @Test
  void votesOfOneCallFollowOneAnother() {
    List<Tally> tallies =
        ledger
            .cast(
                0, List.of(Vote.of(ADA, A, DOWN), Vote.of(BOB, A, UP)), Deadline.in(Waiting.AMPLE))
            .stream()
            .map(reply -> ((Accepted) reply).tally())
            .toList();
    tallies.forEach(this::give);
    assertThat(tallies)
        .containsExactly(
            new Tally(30, 1, 1, VoteLedger.LEAP + 31), new Tally(31, 1, 1, VoteLedger.LEAP + 32));
    show();
  }

  @Test
  void voteThatChangesNothingLeapsOverNothing() {
    give(
        ((Superseded)
                ledger
                    .cast(
                        0,
                        List.of(Vote.at(1, Vote.of(voter(0), A, DOWN))),
                        Deadline.in(Waiting.AMPLE))
                    .get(0))
            .tally());
    assertThat(snapshot(A)).isEqualTo(tally(A, 30, 0, 30));
  }

  @Test
  void voidAndRestoredVotesAreNewer() {
    VoteSelection votes = VoteSelection.ofVoters(List.of(voter(0), voter(1)));
    ledger.administration().voidVotes(votes);
    show();
    flush();
    show();
    ledger.administration().restoreVotes(votes);
    assertThat(show()).isEqualTo(new Tally(45, 0, 1, 2 * VoteLedger.LEAP + 49));
  }

  @Test
  void replayedVoteIsNewer() {
    suite.refuse(EVE);
    give(journal.vote(A, EVE, UP));
    flush();
    show();
    suite.accept(EVE);
    ledger.quarantine().replay(ledger.quarantine().list(null, 1).get(0));
    assertThat(show().up()).isEqualTo(46);
  }

  @Test
  void refusedVoteLeavesNoVersionWithTwoCounts() {
    suite.refuse(EVE);
    give(journal.vote(A, EVE, UP));
    storeTakes(45, 50);
    flush();
    assertThat(show()).isEqualTo(new Tally(50, 0, 1, VoteLedger.LEAP + 51));
  }

  @Test
  void voteThatDoesNotCountLeavesNoVersionWithTwoCounts() {
    give(journal.vote(A, voter(0), DOWN, 1, Events.request()));
    flush();
    assertThat(show()).isEqualTo(new Tally(45, 0, 1, VoteLedger.LEAP + 46));
  }

  @Test
  void storeThatHasNotYetReloadedMakesTheLedgerLeapOnce() {
    give(journal.vote(A, voter(0), DOWN, 1, Events.request()));
    flush();
    for (int i = 45; i < 50; i++) {
      storeTakes(i, i + 1);
      assertThat(flush()).containsExactly(A);
      show();
    }
    assertThat(newest).isEqualTo(new Tally(50, 0, 1, VoteLedger.LEAP + 51));
  }

  @Test
  void countsThatTheStoreShowsWronglyAreOvertaken() {
    flush();
    give(new Tally(99, 0, 1, 46));
    ledger.administration().overtake(0, List.of(A));
    assertThat(ledger.stale(null, 1)).hasSize(1);
    assertThat(show()).isEqualTo(new Tally(45, 0, 1, VoteLedger.LEAP + 45));
  }

  @Test
  void subjectThatTheLedgerDoesNotKnowYetIsOvertakenToo() {
    VoteEvent event = journal.vote(B, ADA, UP);
    Tally tally =
        ((Accepted) ledger.cast(0, List.of(Vote.of(BOB, B, UP)), Deadline.in(Waiting.AMPLE)).get(0))
            .tally();
    assertThat(tally).isEqualTo(new Tally(1, 0, 1, VoteLedger.LEAP + 1));
    assertThat(tally.version()).isGreaterThan(event.version());
    flush();
    assertThat(snapshot(B)).isEqualTo(tally(B, 2, 0, VoteLedger.LEAP + 2));
    assertThat(choice(B, ADA)).isNotEqualTo(NONE);
  }
}
