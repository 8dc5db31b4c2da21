package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.CastReply.RateLimited;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.CastReply.Replayed;
import io.voteengine.spi.CastReply.Reused;
import io.voteengine.spi.CastReply.Superseded;
import io.voteengine.spi.PollSnapshot.State;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Each check of a cast takes precedence over all later ones. */
public abstract class CheckOrderContract extends StoreCase {
  private static final SubjectId NEW = SubjectId.of("launch", "new");
  private static final Poll LAUNCH = Poll.named("launch").choices(UP).limit(2, Duration.ofHours(1));

  protected CheckOrderContract(VoteStoreContract suite) {
    super(suite);
  }

  @Test
  void termComesBeforePoll() {
    term = new Term(0, term.epoch() + 1, term.identity());
    assertThat(cast(Vote.of(ADA, NEW, UP))).isEqualTo(Refused.WRONG_EPOCH);
  }

  @Test
  void pollComesBeforeSubject() {
    assertThat(cast(Vote.of(ADA, NEW, UP))).isEqualTo(notLoaded(Missing.POLL));
    assertThat(cast(Vote.resent(7, Vote.of(ADA, NEW, UP)))).isEqualTo(notLoaded(Missing.POLL));
  }

  @Test
  void subjectAndVoterComeBeforeWhatThePollRefuses() {
    load(LAUNCH.closesAt(hours(-1)));
    assertThat(cast(Vote.of(ADA, NEW, UP))).isEqualTo(notLoaded(Missing.SUBJECT));
    load(new SubjectSnapshot(NEW, 1, 0, 1, false));
    assertThat(cast(Vote.of(ADA, NEW, UP))).isEqualTo(notLoaded(Missing.VOTER));
  }

  @Test
  void sealComesBeforeOpeningHoursAndChoice() {
    load(LAUNCH.opensAt(hours(1)), State.SEALED);
    loadNew(NEW);
    assertThat(cast(Vote.of(ADA, NEW, DOWN))).isEqualTo(Refused.POLL_CLOSED);
    assertThat(cast(Vote.resent(7, Vote.of(ADA, NEW, DOWN)))).isEqualTo(Refused.POLL_CLOSED);
  }

  @Test
  void openingTimeComesBeforeChoice() {
    load(LAUNCH.opensAt(hours(1)));
    loadNew(NEW);
    assertThat(cast(Vote.of(ADA, NEW, DOWN))).isEqualTo(Refused.POLL_NOT_OPEN);
  }

  @Test
  void closingTimeComesBeforeChoice() {
    load(LAUNCH.closesAt(hours(-1)));
    loadNew(NEW);
    assertThat(cast(Vote.of(ADA, NEW, DOWN))).isEqualTo(Refused.POLL_CLOSED);
  }

  @Test
  void choiceComesBeforeOvertakenLimitAndBacklog() {
    exhaustPermitsAndBacklog();
    assertThat(cast(Vote.at(1, Vote.of(ADA, NEW, DOWN)))).isEqualTo(Refused.CHOICE_NOT_ALLOWED);
  }

  @Test
  void subjectComesBeforeVoter() {
    load(LAUNCH);
    assertThat(cast(Vote.of(ADA, NEW, UP))).isEqualTo(notLoaded(Missing.SUBJECT));
    load(new SubjectSnapshot(NEW, 1, 0, 1, false));
    assertThat(cast(Vote.of(ADA, NEW, UP))).isEqualTo(notLoaded(Missing.VOTER));
  }

  @Test
  void knownRequestComesBeforeAClosedPoll() {
    CastCommand vote = Vote.of(ADA, A, UP);
    accepted(vote);
    closePoll("posts");
    assertThat(cast(vote)).isInstanceOf(Replayed.class);
    assertThat(cast(Vote.choosing(DOWN, vote))).isInstanceOf(Reused.class);
    assertThat(cast(Vote.of(ADA, A, UP))).isEqualTo(Refused.POLL_CLOSED);
  }

  @Test
  void knownRequestComesBeforeASealedPoll() {
    load(LAUNCH, State.SEALED);
    load(new SubjectSnapshot(NEW, 1, 0, 1, false));
    CastCommand vote = Vote.of(ADA, NEW, UP);
    load(new VoteSnapshot(NEW, ADA, UP, 5, vote.requestId()));
    assertThat(cast(Vote.resent(5, vote))).isInstanceOf(Replayed.class);
  }

  @Test
  void voterComesBeforeReplay() {
    load(LAUNCH);
    load(new SubjectSnapshot(NEW, 1, 0, 1, false));
    CastCommand vote = Vote.of(ADA, NEW, UP);
    assertThat(cast(Vote.retried(vote))).isEqualTo(notLoaded(Missing.VOTER));
    load(new VoteSnapshot(NEW, ADA, UP, 5, vote.requestId()));
    assertThat(cast(Vote.retried(vote))).isEqualTo(new Replayed(0, UP, UP, tally(1, 0, 1), 5));
  }

  @Test
  void replayComesBeforeOvertakenLimitAndBacklog() {
    CastCommand last = exhaustPermitsAndBacklog();
    assertThat(cast(last)).isInstanceOf(Replayed.class);
    assertThat(cast(Vote.retried(last))).isInstanceOf(Replayed.class);
  }

  @Test
  void overtakenComesBeforeLimitAndBacklog() {
    exhaustPermitsAndBacklog();
    assertThat(cast(Vote.retried(Vote.of(ADA, NEW, UP)))).isInstanceOf(Superseded.class);
    assertThat(cast(Vote.at(1, Vote.of(ADA, NEW, UP)))).isInstanceOf(Superseded.class);
  }

  @Test
  void limitComesBeforeBacklog() {
    exhaustPermitsAndBacklog();
    assertThat(cast(Vote.of(ADA, NEW, UP))).isInstanceOf(RateLimited.class);
    assertThat(cast(Vote.of(ADA, NEW, NONE))).isInstanceOf(RateLimited.class);
  }

  @Test
  void backlogComesLast() {
    fillBacklog();
    assertThat(cast(Vote.of(ADA, A, UP))).isEqualTo(Refused.BACKLOG_FULL);
  }

  /** After this, every later check would refuse another vote of ADA for the same choice. */
  private CastCommand exhaustPermitsAndBacklog() {
    load(LAUNCH);
    loadNew(NEW);
    accepted(Vote.of(ADA, NEW, UP));
    CastCommand last = Vote.at(clock.micros() + 60_000_000L, Vote.of(ADA, NEW, UP));
    accepted(last);
    fillBacklog();
    return last;
  }

  private void fillBacklog() {
    for (int i = journal().size(); i < BACKLOG; i++) {
      accepted(Vote.by(RequestId.named("fill" + i), Vote.of(VoterId.of("v" + i), B, UP)));
    }
  }

  private Instant hours(int ahead) {
    return Micros.toInstant(clock.micros()).plus(Duration.ofHours(ahead));
  }
}
