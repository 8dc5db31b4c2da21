package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static io.voteengine.tck.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.CastReply.RateLimited;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rate limit, as far as it can be seen while the clock hardly moves. */
public abstract class LimitContract extends StoreCase {
  private static final SubjectId S = SubjectId.of("limited", "s");
  private static final SubjectId T = SubjectId.of("limited", "t");

  protected LimitContract(VoteStoreContract suite) {
    super(suite);
  }

  @ParameterizedTest
  @CsvSource({"1, PT1H", "2, PT1H", "3, PT1H", "5, PT24H", "7, PT1H0.000001S", "60, PT24H"})
  void burstIsExactlyThePermits(int permits, Duration per) {
    limited(permits, per);
    for (int i = 0; i < permits; i++) {
      assertThat(flip(ADA, S, i)).isInstanceOf(Accepted.class);
    }
    List<Object> before = visible();
    RateLimited refusal = (RateLimited) flip(ADA, S, permits);
    long interval = per.toNanos() / 1000 / permits + 1;
    assertThat(refusal.retryAfter()).isBetween(1L, interval);
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void manyPermitsMayBeUsedAtOnce() {
    limited(1_000_000, Duration.ofDays(1));
    for (int i = 0; i < BACKLOG; i++) {
      assertThat(flip(ADA, S, i)).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void permitsArePerVoterAndSubject() {
    limited(1, Duration.ofHours(1));
    assertThat(flip(ADA, S, 0)).isInstanceOf(Accepted.class);
    assertThat(flip(ADA, T, 0)).isInstanceOf(Accepted.class);
    assertThat(flip(BOB, S, 0)).isInstanceOf(Accepted.class);
    assertThat(flip(ADA, S, 1)).isInstanceOf(RateLimited.class);
    assertThat(flip(ADA, T, 1)).isInstanceOf(RateLimited.class);
    assertThat(flip(BOB, S, 1)).isInstanceOf(RateLimited.class);
  }

  @Test
  void voteThatChangesNothingTakesAPermit() {
    limited(3, Duration.ofHours(1));
    accepted(Vote.of(ADA, S, UP));
    accepted(Vote.of(ADA, S, UP));
    accepted(Vote.of(ADA, S, DOWN));
    assertThat(cast(Vote.of(ADA, S, UP))).isInstanceOf(RateLimited.class);
    accepted(Vote.of(BOB, S, NONE));
    accepted(Vote.of(BOB, S, NONE));
    accepted(Vote.of(BOB, S, DOWN));
    assertThat(cast(Vote.of(BOB, S, UP))).isInstanceOf(RateLimited.class);
  }

  @Test
  void voteWithATimeOfItsOwnTakesAPermit() {
    limited(1, Duration.ofHours(1));
    accepted(Vote.at(1000, Vote.of(ADA, S, UP)));
    assertThat(cast(Vote.at(2000, Vote.of(ADA, S, DOWN)))).isInstanceOf(RateLimited.class);
  }

  @Test
  void resentVoteNeedsNoPermitAndTakesNone() {
    limited(1, Duration.ofHours(1));
    accepted(Vote.resent(1000, Vote.of(ADA, S, UP)));
    accepted(Vote.resent(1001, Vote.of(ADA, S, DOWN)));
    accepted(Vote.of(ADA, S, UP));
    accepted(Vote.resent(clock.micros() + 3_600_000_000L, Vote.of(ADA, S, DOWN)));
    assertThat(cast(Vote.of(ADA, S, UP))).isInstanceOf(RateLimited.class);
  }

  @Test
  void refusedVoteTakesNoPermit() {
    limited(2, Duration.ofHours(1));
    load(Poll.named("limited-up").choices(UP).limit(1, Duration.ofHours(1)));
    SubjectId up = SubjectId.of("limited-up", "s");
    loadNew(up);
    assertThat(cast(Vote.of(ADA, up, DOWN))).isEqualTo(Refused.CHOICE_NOT_ALLOWED);
    accepted(Vote.of(ADA, up, UP));

    accepted(Vote.at(2000, Vote.of(ADA, S, UP)));
    assertThat(cast(Vote.at(1000, Vote.of(ADA, S, DOWN)))).isInstanceOf(CastReply.Superseded.class);
    accepted(Vote.of(ADA, S, DOWN));
    assertThat(flip(ADA, S, 0)).isInstanceOf(RateLimited.class);
  }

  @Test
  void fullBacklogTakesNoPermit() {
    limited(1, Duration.ofHours(1));
    for (int i = 0; i < BACKLOG; i++) {
      accepted(Vote.of(VoterId.of("v" + i), A, UP));
    }
    assertThat(flip(ADA, S, 0)).isEqualTo(Refused.BACKLOG_FULL);
    applyAll();
    assertThat(flip(ADA, S, 0)).isInstanceOf(Accepted.class);
  }

  @Test
  void evictionHandsOutNoFreshPermits() {
    limited(2, Duration.ofHours(1));
    accepted(Vote.of(ADA, S, UP));
    accepted(Vote.of(ADA, S, DOWN));
    applyAll();
    evict();
    if (cast(Vote.of(ADA, S, UP)).equals(notLoaded(Missing.SUBJECT))) {
      load(new SubjectSnapshot(S, 0, 1, 2, true));
    }
    assertThat(flip(ADA, S, 0)).isInstanceOf(RateLimited.class);
  }

  @Test
  void unloadingHandsOutNoFreshPermits() {
    limited(2, Duration.ofHours(1));
    accepted(Vote.of(ADA, S, UP));
    accepted(Vote.of(ADA, S, DOWN));
    accepted(Vote.of(BOB, S, UP));
    applyAll();
    unload(S);
    load(new SubjectSnapshot(S, 1, 1, 3, false));
    load(VoteSnapshot.none(S, BOB));
    accepted(Vote.of(BOB, S, DOWN));
    assertThat(flip(BOB, S, 0)).isInstanceOf(RateLimited.class);
    // Ada has not come back yet when it is unloaded again.
    applyAll();
    unload(S);
    load(new SubjectSnapshot(S, 0, 2, 4, true));
    assertThat(flip(ADA, S, 0)).isInstanceOf(RateLimited.class);
    assertThat(flip(BOB, S, 0)).isInstanceOf(RateLimited.class);
    accepted(Vote.of(VoterId.of("carla"), S, UP));
  }

  @Test
  void limitsOfManyVotersOutliveUnloading() {
    load(Poll.named("limited").limit(1, Duration.ofHours(1)));
    loadNew(S);
    for (int i = 0; i < BACKLOG; i++) {
      accepted(Vote.of(VoterId.of("v" + i), S, UP));
    }
    for (int round = 0; round < 2; round++) {
      applyAll();
      unload(S);
      load(new SubjectSnapshot(S, BACKLOG, 0, BACKLOG, true));
    }
    for (int i = 0; i < BACKLOG; i++) {
      assertThat(flip(VoterId.of("v" + i), S, 1)).isInstanceOf(RateLimited.class);
    }
  }

  @Test
  void recoveryOnTheSameServerHandsOutNoFreshPermits() {
    limited(1, Duration.ofHours(1));
    accepted(Vote.of(ADA, S, UP));
    accepted(Vote.of(ADA, T, UP));
    applyAll();
    unload(T);
    term = startEpoch(2);
    limited(1, Duration.ofHours(1));
    assertThat(flip(ADA, S, 1)).isInstanceOf(RateLimited.class);
    assertThat(flip(ADA, T, 1)).isInstanceOf(RateLimited.class);
    assertThat(flip(BOB, S, 1)).isInstanceOf(Accepted.class);
  }

  /** A sweep that began with the same subjects each time would never reach the others. */
  @Test
  void subjectsWhoseLimitersRememberKeepNoOthersFromEviction() {
    limited(1, Duration.ofHours(1));
    accepted(Vote.of(ADA, S, UP));
    accepted(Vote.of(ADA, T, UP));
    applyAll();
    read(null, A, B);
    int forgotten = 0;
    for (int call = 0; call < 50; call++) {
      forgotten += await(store.evict(term, Duration.ZERO, 2)).forgotten();
    }
    assertThat(forgotten).isEqualTo(2);
    assertThat(read(null, A, B, S, T).subjects()).containsExactlyInAnyOrder(A, B);
  }

  /** The memory of an earlier epoch is freed step by step. */
  @Test
  void sweepingAfterARecoveryHandsOutNoFreshPermits() {
    limited(1, Duration.ofHours(1));
    accepted(Vote.of(ADA, S, UP));
    term = startEpoch(2);
    evict();
    evict();
    limited(1, Duration.ofHours(1));
    assertThat(flip(ADA, S, 1)).isInstanceOf(RateLimited.class);
  }

  @Test
  void readingTakesNoPermit() {
    limited(1, Duration.ofHours(1));
    for (int i = 0; i < 10; i++) {
      read(ADA, S);
      vote(S, ADA);
      top("limited", 1);
    }
    assertThat(flip(ADA, S, 0)).isInstanceOf(Accepted.class);
  }

  @Test
  void pollWithoutLimitNeverRefuses() {
    List<CastReply> replies = new ArrayList<>();
    for (int i = 0; i < BACKLOG; i++) {
      replies.add(flip(ADA, A, i));
    }
    assertThat(replies).allMatch(Accepted.class::isInstance);
  }

  private void limited(int permits, Duration per) {
    load(Poll.named("limited").limit(permits, per));
    loadNew(S, T);
  }

  private CastReply flip(VoterId voter, SubjectId subject, int i) {
    Choice choice = i % 2 == 0 ? UP : DOWN;
    return cast(Vote.of(voter, subject, choice));
  }
}
