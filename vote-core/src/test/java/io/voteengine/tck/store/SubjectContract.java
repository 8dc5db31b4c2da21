package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static io.voteengine.tck.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoterId;
import io.voteengine.poll.HeldChoice;
import io.voteengine.poll.VoteBudget.WhenSpent;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Declined;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.CastReply.Replayed;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.subject.Listing;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subjects that a host lists, withdraws, and gives owners. */
public abstract class SubjectContract extends StoreCase {
  private static final Poll LAUNCH = Poll.named("launch").unlimited().listedSubjects();
  private static final SubjectId APP = SubjectId.of("launch", "app");
  private static final SubjectId GONE = SubjectId.of("launch", "gone");
  private static final SubjectId INVENTED = SubjectId.of("launch", "invented");
  private static final VoterId OWNER = VoterId.of("owner");

  protected SubjectContract(VoteStoreContract suite) {
    super(suite);
  }

  @BeforeEach
  void loadListed() {
    load(LAUNCH);
    load(snapshot(APP, 0, 0, 0, Listing.LISTED));
    load(snapshot(INVENTED, 0, 0, 0, Listing.UNLISTED));
    load(withVoteOfAda(GONE, Listing.WITHDRAWN));
  }

  private static SubjectSnapshot snapshot(
      SubjectId subject, long up, long down, long version, Listing listing) {
    return new SubjectSnapshot(subject, up, down, version, true).as(listing, null);
  }

  /** A subject for which ada alone has voted. */
  private static SubjectSnapshot withVoteOfAda(SubjectId subject, Listing listing) {
    VoteSnapshot vote = new VoteSnapshot(subject, ADA, UP, 17, RequestId.named("old"));
    return new SubjectSnapshot(subject, 1, 0, 5, false)
        .completeWith(List.of(vote))
        .as(listing, null);
  }

  private static List<SubjectId> subjects(List<SubjectView> views) {
    return views.stream().map(SubjectView::subject).toList();
  }

  @Test
  void voteOnASubjectThatIsNotListedIsRefused() {
    List<Object> before = visible();
    assertThat(answer(Vote.of(ADA, INVENTED, UP)))
        .isEqualTo(new Declined(Refused.SUBJECT_UNKNOWN, NONE, tally(0, 0, 0)));
    assertThat(cast(Vote.at(99, Vote.of(ADA, INVENTED, DOWN)))).isEqualTo(Refused.SUBJECT_UNKNOWN);
    assertThat(cast(Vote.of(ADA, INVENTED, NONE))).isEqualTo(Refused.SUBJECT_UNKNOWN);
    assertThat(visible()).isEqualTo(before);
    assertThat(accepted(Vote.of(ADA, APP, UP)).tally()).isEqualTo(tally(1, 0, 1));
  }

  @Test
  void pollWithoutAListTakesVotesOnAnySubject() {
    load(snapshot(ABSENT, 0, 0, 0, Listing.LISTED));
    assertThat(accepted(Vote.of(ADA, A, UP)).tally()).isEqualTo(tally(1, 0, 1));
    assertThat(accepted(Vote.of(ADA, ABSENT, UP)).tally()).isEqualTo(tally(1, 0, 1));
  }

  @Test
  void voteOnAWithdrawnSubjectIsRefusedAndItsVotesStay() {
    List<Object> before = visible();
    assertThat(answer(Vote.of(BOB, GONE, UP)))
        .isEqualTo(new Declined(Refused.SUBJECT_WITHDRAWN, NONE, tally(1, 0, 5)));
    assertThat(answer(Vote.of(ADA, GONE, DOWN)))
        .isEqualTo(new Declined(Refused.SUBJECT_WITHDRAWN, UP, tally(1, 0, 5)));
    assertThat(visible()).isEqualTo(before);
    assertThat(read(ADA, GONE).views())
        .containsExactly(new SubjectView(GONE, tally(1, 0, 5), UP, true));
  }

  @Test
  void withdrawnSubjectIsRefusedWithoutAListToo() {
    load(withVoteOfAda(ABSENT, Listing.WITHDRAWN));
    assertThat(cast(Vote.of(BOB, ABSENT, UP))).isEqualTo(Refused.SUBJECT_WITHDRAWN);
  }

  @Test
  void choiceThatIsHeldMayBeTakenBackOnAnySubject() {
    load(withVoteOfAda(SubjectId.of("launch", "restored"), Listing.UNLISTED));
    load(withVoteOfAda(SubjectId.of("launch", "gone too"), Listing.WITHDRAWN));
    assertThat(accepted(Vote.of(ADA, GONE, NONE)).tally()).isEqualTo(tally(0, 0, 6));
    assertThat(accepted(Vote.of(ADA, SubjectId.of("launch", "restored"), NONE)).previous())
        .isEqualTo(UP);
    CastCommand clicked = Vote.of(ADA, SubjectId.of("launch", "gone too"), UP);
    assertThat(accepted(Vote.toggled(clicked)).choice()).isEqualTo(NONE);
    // Once it is back, it is a new vote like any other.
    assertThat(cast(Vote.of(ADA, GONE, NONE))).isEqualTo(Refused.SUBJECT_WITHDRAWN);
    assertThat(cast(Vote.toggled(Vote.of(ADA, GONE, UP)))).isEqualTo(Refused.SUBJECT_WITHDRAWN);
    assertThat(cast(Vote.toggled(Vote.of(BOB, GONE, UP)))).isEqualTo(Refused.SUBJECT_WITHDRAWN);
  }

  @Test
  void voteThatWasAcceptedBeforeIsTakenAgain() {
    assertThat(accepted(Vote.resent(50, Vote.of(BOB, GONE, UP))).tally()).isEqualTo(tally(2, 0, 6));
    assertThat(accepted(Vote.resent(50, Vote.of(BOB, INVENTED, DOWN))).tally())
        .isEqualTo(tally(0, 1, 1));
    assertThat(cast(Vote.of(BOB, INVENTED, UP))).isEqualTo(Refused.SUBJECT_UNKNOWN);
  }

  @Test
  void knownRequestComesBeforeTheSubjectAndOvertakenAfterIt() {
    CastCommand old = Vote.by(RequestId.named("old"), Vote.of(ADA, GONE, UP));
    assertThat(cast(Vote.retried(old))).isInstanceOf(Replayed.class);
    assertThat(cast(Vote.probed(Vote.of(ADA, GONE, UP)))).isEqualTo(Refused.UNKNOWN_REQUEST);
    assertThat(cast(Vote.at(3, Vote.of(ADA, GONE, UP)))).isEqualTo(Refused.SUBJECT_WITHDRAWN);
    load(Poll.named("ups").choices(UP).unlimited().listedSubjects());
    load(snapshot(SubjectId.of("ups", "x"), 0, 0, 0, Listing.UNLISTED));
    assertThat(cast(Vote.of(ADA, SubjectId.of("ups", "x"), DOWN)))
        .isEqualTo(Refused.CHOICE_NOT_ALLOWED);
  }

  @Test
  void refusedVoteTakesNoPermit() {
    load(Poll.named("limited").limit(1, Duration.ofDays(1)).listedSubjects());
    SubjectId subject = SubjectId.of("limited", "s");
    load(snapshot(subject, 0, 0, 0, Listing.UNLISTED));
    for (int i = 0; i < 3; i++) {
      assertThat(cast(Vote.of(ADA, subject, UP))).isEqualTo(Refused.SUBJECT_UNKNOWN);
    }
    unload(subject);
    load(snapshot(subject, 0, 0, 0, Listing.LISTED));
    assertThat(accepted(Vote.of(ADA, subject, UP)).choice()).isEqualTo(UP);
    assertThat(cast(Vote.of(ADA, subject, DOWN))).isInstanceOf(CastReply.RateLimited.class);
  }

  @Test
  void subjectThatIsListedLaterTakesVotesOnceItIsLoadedAgain() {
    assertThat(cast(Vote.of(ADA, INVENTED, UP))).isEqualTo(Refused.SUBJECT_UNKNOWN);
    load(snapshot(INVENTED, 0, 0, 0, Listing.LISTED)); // What is held is not replaced.
    assertThat(cast(Vote.of(ADA, INVENTED, UP))).isEqualTo(Refused.SUBJECT_UNKNOWN);
    unload(INVENTED);
    load(snapshot(INVENTED, 0, 0, 0, Listing.LISTED));
    assertThat(accepted(Vote.of(ADA, INVENTED, UP)).tally()).isEqualTo(tally(1, 0, 1));
  }

  @Test
  void withdrawnSubjectIsOnNoListUntilItIsBack() {
    accepted(Vote.of(ADA, APP, DOWN));
    assertThat(subjects(top("launch", 10))).containsExactly(APP);
    accepted(Vote.resent(50, Vote.of(BOB, GONE, UP)));
    accepted(Vote.of(ADA, GONE, NONE));
    assertThat(subjects(top("launch", 10))).containsExactly(APP);
    unload(GONE);
    applyAll();
    load(snapshot(GONE, 1, 0, 9, Listing.LISTED));
    assertThat(subjects(top("launch", 10))).containsExactly(GONE, APP);
    assertThat(accepted(Vote.of(ADA, GONE, UP)).tally()).isEqualTo(tally(2, 0, 10));
    assertThat(subjects(top("launch", 1))).containsExactly(GONE);
  }

  @Test
  void manySubjectsWithoutPlaceHideNoneThatHasOne() {
    for (int i = 0; i < 30; i++) {
      load(withVoteOfAda(SubjectId.of("launch", "gone " + i), Listing.WITHDRAWN));
      load(snapshot(SubjectId.of("launch", "empty " + i), 0, 0, 0, Listing.LISTED));
    }
    accepted(Vote.of(BOB, APP, UP));
    assertThat(subjects(top("launch", 5))).containsExactly(APP);
    unload(APP);
    assertThat(top("launch", 5)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"owner", "0123e4f0-1234-4234-8234-0123456789ab", "{p01}:\u00e9/3 \ud83c\udfb5"})
  void answersNameTheOwner(String name) {
    VoterId owner = VoterId.of(name);
    SubjectId owned = SubjectId.of("launch", "owned");
    load(snapshot(owned, 0, 0, 0, Listing.LISTED).as(Listing.LISTED, owner));
    CastCommand vote = Vote.of(ADA, owned, UP);
    Accepted first = accepted(vote);
    assertThat(first)
        .isEqualTo(
            new Accepted(1, NONE, UP, tally(1, 0, 1), first.castAt(), List.of(), null, owner));
    assertThat(answer(Vote.retried(vote)))
        .isEqualTo(new Replayed(1, NONE, UP, tally(1, 0, 1), first.castAt(), List.of(), owner));
    assertThat(accepted(Vote.of(ADA, APP, UP)).owner()).isNull();
    assertThat(accepted(Vote.of(BOB, owned, DOWN)).owner()).isEqualTo(owner);
  }

  @Test
  void anotherOwnerIsNamedOnceTheSubjectIsLoadedAgain() {
    load(Poll.named("limited").limit(3, Duration.ofDays(1)));
    SubjectId subject = SubjectId.of("limited", "s");
    load(snapshot(subject, 0, 0, 0, Listing.LISTED).as(Listing.LISTED, OWNER));
    accepted(Vote.of(ADA, subject, UP));
    applyAll();
    unload(subject); // With a limiter that remembers something.
    load(snapshot(subject, 1, 0, 1, Listing.LISTED).as(Listing.LISTED, BOB));
    assertThat(accepted(Vote.of(ADA, subject, DOWN)).owner()).isEqualTo(BOB);
    applyAll();
    unload(subject);
    load(snapshot(subject, 0, 1, 2, Listing.LISTED));
    assertThat(accepted(Vote.of(ADA, subject, UP)).owner()).isNull();
    assertThat(cast(Vote.of(ADA, subject, UP))).isInstanceOf(CastReply.RateLimited.class);
  }

  @Test
  void largeSubjectKeepsListingAndOwner() {
    SubjectId owned = SubjectId.of("launch", "owned");
    load(snapshot(owned, 0, 0, 0, Listing.LISTED).as(Listing.LISTED, OWNER));
    for (int i = 0; i < 150; i++) {
      assertThat(accepted(Vote.of(VoterId.of("voter " + i), owned, UP)).owner()).isEqualTo(OWNER);
    }
    applyAll();
    unload(owned);
    load(new SubjectSnapshot(owned, 150, 0, 150, false).as(Listing.WITHDRAWN, OWNER));
    load(VoteSnapshot.none(owned, BOB));
    assertThat(cast(Vote.of(BOB, owned, UP))).isEqualTo(Refused.SUBJECT_WITHDRAWN);
  }

  @Test
  void choiceMovesAwayFromAWithdrawnSubject() {
    load(Poll.named("jams").unlimited().votesPerVoter(1, WhenSpent.MOVE).listedSubjects());
    SubjectId one = SubjectId.of("jams", "1");
    SubjectId two = SubjectId.of("jams", "2");
    load(withVoteOfAda(one, Listing.WITHDRAWN));
    load(snapshot(two, 0, 0, 0, Listing.LISTED).as(Listing.LISTED, OWNER));
    VoteSnapshot held = new VoteSnapshot(one, ADA, UP, 17, RequestId.named("old"));
    HeldVotes all = new HeldVotes(new VoterInPoll("jams", ADA), List.of(held));
    assertThat(await(store.loadHeld(term, meta().evictions(), List.of(all))))
        .isEqualTo(LoadReply.LOADED);
    Accepted moved = accepted(Vote.of(ADA, two, UP));
    assertThat(moved.moved()).isEqualTo(one);
    assertThat(moved.held()).extracting(HeldChoice::subject).containsExactly(two);
    assertThat(moved.owner()).isEqualTo(OWNER);
    assertThat(cast(Vote.of(ADA, one, UP))).isEqualTo(Refused.SUBJECT_WITHDRAWN);
    assertThat(subjects(top("jams", 10))).containsExactly(two);
  }

  @Test
  void listIsInForceInTheNextEpochToo() {
    term = startEpoch(2);
    load(LAUNCH);
    load(snapshot(INVENTED, 0, 0, 0, Listing.UNLISTED));
    load(snapshot(APP, 0, 0, 0, Listing.LISTED));
    assertThat(cast(Vote.of(ADA, INVENTED, UP))).isEqualTo(Refused.SUBJECT_UNKNOWN);
    accepted(Vote.of(ADA, APP, UP));
    closePoll("launch");
    assertThat(cast(Vote.of(ADA, INVENTED, UP))).isEqualTo(Refused.POLL_CLOSED);
  }
}
