package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.PollSnapshot.State;
import io.voteengine.spi.journal.CloseEvent;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A poll's rules, its opening and closing times, and its end. */
public abstract class PollContract extends StoreCase {
  private static final SubjectId S = SubjectId.of("launch", "s");
  private static final Poll LAUNCH = Poll.named("launch").unlimited();

  protected PollContract(VoteStoreContract suite) {
    super(suite);
  }

  @Test
  void onlyAllowedChoicesAreCast() {
    open(LAUNCH.choices(DOWN));
    List<Object> before = visible();
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.CHOICE_NOT_ALLOWED);
    assertThat(cast(Vote.toggled(Vote.of(ADA, S, UP)))).isEqualTo(Refused.CHOICE_NOT_ALLOWED);
    assertThat(visible()).isEqualTo(before);
    accepted(Vote.of(ADA, S, DOWN));
    accepted(Vote.of(ADA, S, NONE));
  }

  @Test
  void beforeItOpensAPollRefuses() {
    open(LAUNCH.opensAt(hours(1)));
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.POLL_NOT_OPEN);
    assertThat(cast(Vote.retried(Vote.of(ADA, S, UP)))).isEqualTo(Refused.POLL_NOT_OPEN);
    assertThat(cast(Vote.at(micros(hours(2)), Vote.of(ADA, S, UP))))
        .isEqualTo(Refused.POLL_NOT_OPEN);
    accepted(Vote.resent(1000, Vote.of(ADA, S, UP)));
  }

  @Test
  void afterItsClosingTimeAPollRefuses() {
    open(LAUNCH.opensAt(hours(-2)).closesAt(hours(-1)));
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.POLL_CLOSED);
    assertThat(cast(Vote.retried(Vote.of(ADA, S, UP)))).isEqualTo(Refused.POLL_CLOSED);
    accepted(Vote.resent(micros(hours(-1)) - 1, Vote.of(ADA, S, UP)));
  }

  @Test
  void importedVoteIsJudgedByItsOwnTime() {
    Instant closes = hours(-1);
    open(LAUNCH.closesAt(closes));
    assertThat(cast(Vote.at(micros(closes), Vote.of(ADA, S, UP)))).isEqualTo(Refused.POLL_CLOSED);
    assertThat(accepted(Vote.at(micros(closes) - 1, Vote.of(ADA, S, UP))).castAt())
        .isEqualTo(micros(closes) - 1);
    assertThat(cast(Vote.of(ADA, S, DOWN))).isEqualTo(Refused.POLL_CLOSED);
  }

  @Test
  void importedVoteMayNotBeDatedBeforeThePollOpened() {
    Instant opens = hours(-1);
    open(LAUNCH.opensAt(opens));
    assertThat(cast(Vote.at(micros(opens) - 1, Vote.of(ADA, S, UP))))
        .isEqualTo(Refused.POLL_NOT_OPEN);
    accepted(Vote.resent(micros(opens) - 1, Vote.of(BOB, S, UP)));
    accepted(Vote.at(micros(opens), Vote.of(ADA, S, UP)));
  }

  @Test
  void importedVoteOfAnOpenPollMayNotBeDatedAfterItsClose() {
    open(LAUNCH.closesAt(hours(1)));
    assertThat(cast(Vote.at(micros(hours(1)), Vote.of(ADA, S, UP)))).isEqualTo(Refused.POLL_CLOSED);
    accepted(Vote.of(ADA, S, UP));
  }

  @Test
  void pollThatIsKnownToBeOverIsClosedWhateverTheClockSays() {
    Instant closes = hours(1);
    load(new PollSnapshot(LAUNCH.opensAt(hours(-1)).closesAt(closes), State.OPEN, true, 0));
    loadNew(S);
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.POLL_CLOSED);
    assertThat(cast(Vote.retried(Vote.of(ADA, S, UP)))).isEqualTo(Refused.POLL_CLOSED);
    accepted(Vote.at(micros(closes) - 1, Vote.of(ADA, S, UP)));
    accepted(Vote.resent(micros(closes) - 1, Vote.of(BOB, S, UP)));
  }

  @Test
  void withinItsHoursAPollAccepts() {
    open(LAUNCH.opensAt(hours(-1)).closesAt(hours(1)));
    accepted(Vote.of(ADA, S, UP));
    accepted(Vote.retried(Vote.of(BOB, S, UP)));
  }

  @Test
  void closingAppendsAMarkerAboveAllVotes() {
    Accepted vote = accepted(Vote.of(ADA, A, UP));
    closePoll("posts");
    JournalEvent marker = journal().get(1);
    assertThat(marker).isEqualTo(new CloseEvent(1, 2, marker.chain(), "posts", marker.castAt()));
    assertThat(marker.castAt()).isGreaterThan(vote.castAt());
    assertThat(meta().seq()).isEqualTo(2);
  }

  @Test
  void closedPollRefusesAllButResentVotes() {
    accepted(Vote.of(ADA, A, UP));
    closePoll("posts");
    List<Object> before = visible();
    CastCommand vote = Vote.of(BOB, A, DOWN);
    assertThat(cast(vote)).isEqualTo(Refused.POLL_CLOSED);
    assertThat(cast(Vote.retried(vote))).isEqualTo(Refused.POLL_CLOSED);
    assertThat(cast(Vote.at(1000, vote))).isEqualTo(Refused.POLL_CLOSED);
    assertThat(visible()).isEqualTo(before);
    assertThat(accepted(Vote.resent(1000, vote)).tally()).isEqualTo(tally(1, 1, 2));
  }

  @Test
  void closingOnePollLeavesOthersOpen() {
    open(LAUNCH);
    closePoll("launch");
    accepted(Vote.of(ADA, A, UP));
  }

  @Test
  void closingTwiceIsClosingOnce() {
    closePoll("posts");
    closePoll("posts");
    assertThat(journal()).hasSize(1);
  }

  @Test
  void pollClosedBeforeItIsLoadedStaysClosed() {
    closePoll("launch");
    assertThat(journal()).hasSize(1);
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(notLoaded(Missing.POLL));
    open(LAUNCH);
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.POLL_CLOSED);
    accepted(Vote.resent(1000, Vote.of(ADA, S, UP)));
  }

  @Test
  void pollLoadedAsClosingIsClosedAndStillTakesItsMarker() {
    load(LAUNCH, State.CLOSING);
    loadNew(S);
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.POLL_CLOSED);
    accepted(Vote.resent(1000, Vote.of(ADA, S, UP)));
    closePoll("launch");
    assertThat(journal()).hasSize(2).last().isInstanceOf(CloseEvent.class);
  }

  @Test
  void sealedPollRefusesEveryVote() {
    load(LAUNCH, State.SEALED);
    loadNew(S);
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.POLL_CLOSED);
    assertThat(cast(Vote.resent(1000, Vote.of(ADA, S, UP)))).isEqualTo(Refused.POLL_CLOSED);
    closePoll("launch");
    assertThat(journal()).isEmpty();
    assertThat(cast(Vote.resent(1000, Vote.of(ADA, S, UP)))).isEqualTo(Refused.POLL_CLOSED);
  }

  @Test
  void pollIsSealedWhereItIsLoaded() {
    open(LAUNCH);
    closePoll("launch");
    accepted(Vote.resent(1000, Vote.of(ADA, S, UP)));
    load(LAUNCH, State.SEALED);
    load(LAUNCH, State.CLOSING);
    assertThat(cast(Vote.resent(1000, Vote.of(BOB, S, UP)))).isEqualTo(Refused.POLL_CLOSED);
  }

  @Test
  void closeIsNotForgottenBeforeTheSealIs() {
    open(LAUNCH);
    closePoll("launch");
    assertThat(Waiting.await(store.applied(term, 1))).isTrue();
    evict();
    loadNew(S);
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.POLL_CLOSED);
    load(LAUNCH, State.SEALED);
    evict();
    evict();
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(notLoaded(Missing.POLL));
  }

  @Test
  void sealedPollWithoutASubjectIsForgotten() {
    closePoll("launch");
    load(LAUNCH, State.SEALED);
    evict();
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(notLoaded(Missing.POLL));
  }

  @Test
  void loadedPollIsNotLoadedOver() {
    open(LAUNCH.choices(UP));
    load(LAUNCH.choices(DOWN), State.CLOSING);
    accepted(Vote.of(ADA, S, UP));
    assertThat(cast(Vote.of(ADA, S, DOWN))).isEqualTo(Refused.CHOICE_NOT_ALLOWED);
  }

  @Test
  void closedPollIsNotLoadedOver() {
    closePoll("posts");
    load(POSTS);
    assertThat(cast(Vote.of(ADA, A, UP))).isEqualTo(Refused.POLL_CLOSED);
  }

  @Test
  void newEpochForgetsTheClose() {
    closePoll("posts");
    term = startEpoch(2);
    load(POSTS);
    loadNew(A);
    accepted(Vote.of(ADA, A, UP));
    closePoll("posts");
    assertThat(journal()).hasSize(2).last().isInstanceOf(CloseEvent.class);
  }

  @Test
  void markerPassesTheBacklog() {
    for (int i = 0; i < BACKLOG; i++) {
      accepted(Vote.of(VoterId.of("v" + i), A, UP));
    }
    closePoll("posts");
    assertThat(journal()).hasSize(BACKLOG + 1);
  }

  @Test
  void closedPollIsStillRead() {
    accepted(Vote.of(ADA, A, UP));
    closePoll("posts");
    assertThat(read(ADA, A).views().get(0).choice()).isEqualTo(UP);
    assertThat(top("posts", 1)).containsExactly(view(A, tally(1, 0, 1)));
  }

  private void open(Poll poll) {
    load(poll);
    loadNew(S);
  }

  private Instant hours(int ahead) {
    return Micros.toInstant(clock.micros()).plus(Duration.ofHours(ahead));
  }

  private static long micros(Instant instant) {
    return Micros.of(instant);
  }

  private static PollSnapshot revised(Poll poll, long revision) {
    return new PollSnapshot(poll, State.OPEN, false, revision);
  }

  @Test
  void newerRulesReplaceOlderOnes() {
    open(LAUNCH);
    accepted(Vote.of(ADA, S, UP));
    load(revised(LAUNCH.choices(DOWN).limit(1, Duration.ofHours(1)), 1));
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.CHOICE_NOT_ALLOWED);
    accepted(Vote.of(BOB, S, DOWN));
    assertThat(cast(Vote.of(BOB, S, NONE))).isInstanceOf(CastReply.RateLimited.class);
    load(revised(LAUNCH, 2));
    accepted(Vote.of(BOB, S, UP));
  }

  @Test
  void olderRulesNeverReplaceNewerOnes() {
    load(revised(LAUNCH.choices(DOWN), 3));
    loadNew(S);
    load(revised(LAUNCH, 2));
    load(revised(LAUNCH, 3));
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.CHOICE_NOT_ALLOWED);
  }

  @Test
  void newerRulesMoveTheHours() {
    open(LAUNCH.opensAt(hours(1)));
    load(revised(LAUNCH.opensAt(hours(-1)).closesAt(hours(1)), 1));
    accepted(Vote.of(ADA, S, UP));
    load(revised(LAUNCH.closesAt(hours(2)), 2));
    accepted(Vote.of(ADA, S, DOWN));
  }

  @Test
  void newerRulesOpenNoPollAgainThatHasRefusedAVote() {
    open(LAUNCH.closesAt(hours(-1)));
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.POLL_CLOSED);
    load(revised(LAUNCH.closesAt(hours(1)), 1));
    assertThat(cast(Vote.of(ADA, S, UP))).isEqualTo(Refused.POLL_CLOSED);

    load(new PollSnapshot(POSTS.closesAt(hours(1)), State.OPEN, true, 1));
    load(revised(POSTS, 2));
    assertThat(cast(Vote.of(ADA, A, UP))).isEqualTo(Refused.POLL_CLOSED);
  }

  /** It was out of reach while its close was moved in time, and has refused nobody. */
  @Test
  void newerRulesMoveAClosePassedInSilence() {
    open(LAUNCH.closesAt(hours(-1)));
    load(revised(LAUNCH.closesAt(hours(1)), 1));
    accepted(Vote.of(ADA, S, UP));
  }

  @Test
  void voteThatIsSentAgainCountsByTheRulesOfItsTime() {
    open(LAUNCH);
    load(revised(LAUNCH.choices(DOWN), 1));
    accepted(Vote.resent(1000, Vote.of(ADA, S, UP)));
    assertThat(cast(Vote.of(BOB, S, UP))).isEqualTo(Refused.CHOICE_NOT_ALLOWED);
  }

  @Test
  void newerRulesOfAPollClosedByHandLeaveItClosed() {
    closePoll("posts");
    load(revised(POSTS.limit(1, Duration.ofSeconds(1)), 1));
    assertThat(cast(Vote.of(ADA, A, UP))).isEqualTo(Refused.POLL_CLOSED);
    closePoll("posts");
    assertThat(journal()).hasSize(1);
  }
}
