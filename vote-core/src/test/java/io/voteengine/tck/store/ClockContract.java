package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.UP;
import static io.voteengine.tck.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.RateLimit;
import io.voteengine.SubjectId;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.RateLimited;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.store.model.TokenBucket;
import io.voteengine.tck.testing.Vote;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens as time passes, evenly or not. */
public abstract class ClockContract extends StoreCase {
  private static final SubjectId S = SubjectId.of("limited", "s");
  private static final Duration HOUR = Duration.ofHours(1);
  private int turn;

  protected ClockContract(VoteStoreContract suite) {
    super(suite);
  }

  @Test
  void voteIsTimedByTheClock() {
    assertThat(accepted(Vote.of(ADA, A, UP)).castAt()).isEqualTo(clock.micros());
    assertThat(accepted(Vote.of(ADA, A, DOWN)).castAt()).isEqualTo(clock.micros() + 1);
    clock.move(Duration.ofSeconds(5));
    assertThat(accepted(Vote.of(ADA, A, UP)).castAt()).isEqualTo(clock.micros());
  }

  @Test
  void timesRiseWhenTheClockStepsBack() {
    long before = accepted(Vote.of(ADA, A, UP)).castAt();
    clock.move(HOUR.negated());
    assertThat(accepted(Vote.of(ADA, A, DOWN)).castAt()).isEqualTo(before + 1);
    closePoll("posts");
    assertThat(journal().get(2).castAt()).isEqualTo(before + 2);
  }

  @Test
  void timesRiseAcrossEpochsWhenTheClockStepsBack() {
    long before = accepted(Vote.of(ADA, A, UP)).castAt();
    clock.move(HOUR.negated());
    term = startEpoch(2);
    load(POSTS);
    loadNew(A);
    assertThat(accepted(Vote.of(ADA, A, UP)).castAt()).isGreaterThan(before);
  }

  @Test
  void pollOpensAndClosesToTheMicrosecond() {
    Instant opens = clock.instant().plusSeconds(10);
    SubjectId subject = SubjectId.of("launch", "s");
    load(Poll.named("launch").unlimited().opensAt(opens).closesAt(opens.plusSeconds(10)));
    loadNew(subject);
    clock.move(Duration.ofSeconds(10).minusNanos(1000));
    assertThat(cast(Vote.of(ADA, subject, UP))).isEqualTo(Refused.POLL_NOT_OPEN);
    clock.move(Duration.ofNanos(1000));
    accepted(Vote.of(ADA, subject, UP));
    clock.move(Duration.ofSeconds(10).minusNanos(1000));
    accepted(Vote.of(ADA, subject, DOWN));
    clock.move(Duration.ofNanos(1000));
    assertThat(cast(Vote.of(ADA, subject, UP))).isEqualTo(Refused.POLL_CLOSED);
    accepted(Vote.at(Micros.of(opens), Vote.of(BOB, subject, UP)));
  }

  @Test
  void closedPollStaysClosedWhenTheClockStepsBack() {
    Instant closes = clock.instant().plusSeconds(10);
    SubjectId subject = SubjectId.of("launch", "s");
    load(Poll.named("launch").unlimited().closesAt(closes));
    loadNew(subject);
    clock.move(Duration.ofSeconds(10));
    List<Object> before = visible();
    assertThat(cast(Vote.of(ADA, subject, UP))).isEqualTo(Refused.POLL_CLOSED);
    clock.move(HOUR.negated());
    assertThat(cast(Vote.of(ADA, subject, UP))).isEqualTo(Refused.POLL_CLOSED);
    assertThat(cast(Vote.retried(Vote.of(ADA, subject, UP)))).isEqualTo(Refused.POLL_CLOSED);
    assertThat(visible()).isEqualTo(before);
    accepted(Vote.of(ADA, A, UP));
    accepted(Vote.resent(Micros.of(closes) - 1, Vote.of(ADA, subject, UP)));
  }

  @Test
  void pollClosedWithoutAnyVoteStaysClosedWhenTheClockStepsBack() {
    Instant closes = clock.instant().plusSeconds(10);
    SubjectId subject = SubjectId.of("launch", "s");
    load(Poll.named("launch").unlimited().opensAt(closes.minusSeconds(5)).closesAt(closes));
    loadNew(subject);
    clock.move(Duration.ofSeconds(10));
    accepted(Vote.of(ADA, A, UP));
    clock.move(HOUR.negated());
    assertThat(cast(Vote.of(ADA, subject, UP))).isEqualTo(Refused.POLL_CLOSED);
    term = startEpoch(2);
    load(Poll.named("launch").unlimited().closesAt(closes));
    loadNew(subject);
    assertThat(cast(Vote.of(ADA, subject, UP))).isEqualTo(Refused.POLL_CLOSED);
  }

  @Test
  void openPollStaysOpenWhenTheClockStepsBack() {
    Instant opens = clock.instant().plusSeconds(10);
    SubjectId subject = SubjectId.of("launch", "s");
    load(Poll.named("launch").unlimited().opensAt(opens));
    loadNew(subject);
    clock.move(Duration.ofSeconds(10));
    accepted(Vote.of(ADA, subject, UP));
    clock.move(HOUR.negated());
    accepted(Vote.of(BOB, subject, UP));
  }

  @ParameterizedTest
  @CsvSource({"5, PT10S", "3, PT10S", "7, PT1S", "1, PT0.001S", "200, PT0.001S", "150, PT0.0011S"})
  void permitComesBackExactlyAfterRetryAfter(int permits, Duration per) {
    limited(permits, per);
    exhaust(permits);
    applyAll();
    for (int i = 0; i < 20; i++) {
      long wait = ((RateLimited) flip()).retryAfter();
      clock.move(Duration.ofNanos((wait - 1) * 1000));
      assertThat(flip()).isEqualTo(new RateLimited(1));
      clock.move(Duration.ofNanos(1000));
      assertThat(flip()).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void allPermitsAreBackAfterTheWindow() {
    limited(5, Duration.ofSeconds(10));
    exhaust(5);
    clock.move(Duration.ofSeconds(10));
    exhaust(5);
    clock.move(Duration.ofDays(400));
    exhaust(5);
  }

  @Test
  void refusedAttemptsDoNotPostponeThePermit() {
    limited(5, Duration.ofSeconds(10));
    exhaust(5);
    for (int i = 0; i < 19; i++) {
      clock.move(Duration.ofMillis(100));
      assertThat(flip()).isInstanceOf(RateLimited.class);
    }
    clock.move(Duration.ofMillis(100));
    assertThat(flip()).isInstanceOf(Accepted.class);
  }

  @Test
  void noBurstAtTheEdgeOfAWindow() {
    limited(5, Duration.ofSeconds(10));
    clock.move(Duration.ofMillis(9_999));
    exhaust(5);
    clock.move(Duration.ofMillis(2));
    assertThat(flip()).isInstanceOf(RateLimited.class);
  }

  /** Over any period: a burst, plus the permits refilled meanwhile. */
  @ParameterizedTest
  @MethodSource("io.voteengine.tck.store.model.RandomContract#seeds")
  void limiterAgreesWithATokenBucket(long seed) {
    Random random = new Random(seed);
    int permits = 1 + random.nextInt(12);
    long per = 1_000 + random.nextLong(20_000_000);
    RateLimit limit = new RateLimit(permits, Duration.ofNanos(per * 1000));
    limited(permits, limit.per());
    TokenBucket bucket = TokenBucket.full(limit, clock.micros());
    List<Long> accepted = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      long pause = random.nextInt(3) == 0 ? random.nextLong(3 * per / permits + 1) : 0;
      clock.move(Duration.ofNanos(pause * 1000));
      bucket = bucket.at(clock.micros());
      if (bucket.missing() > 0) {
        assertThat(flip()).as("seed %d", seed).isEqualTo(new RateLimited(bucket.missing()));
      } else {
        assertThat(flip()).as("seed %d", seed).isInstanceOf(Accepted.class);
        bucket = bucket.taken();
        accepted.add(clock.micros());
      }
    }
    for (int from = 0; from < accepted.size(); from++) {
      for (int to = from; to < accepted.size(); to++) {
        long stretch = accepted.get(to) - accepted.get(from);
        assertThat((double) (to - from + 1))
            .as("seed %d, votes %d to %d", seed, from, to)
            .isLessThanOrEqualTo(permits + (double) stretch * permits / per);
      }
    }
  }

  @Test
  void clockStepBackHandsOutNoFreshPermitsAndBlocksNobody() {
    limited(5, Duration.ofSeconds(10));
    exhaust(5);
    clock.move(HOUR.negated());
    assertThat(flip()).isEqualTo(new RateLimited(2_000_000));
    clock.move(Duration.ofSeconds(2));
    assertThat(flip()).isInstanceOf(Accepted.class);
    clock.move(Duration.ofSeconds(10));
    exhaust(5);
  }

  @Test
  void attemptsAfterAStepBackDoNotPostponeThePermit() {
    limited(5, Duration.ofSeconds(10));
    exhaust(5);
    clock.move(HOUR.negated());
    for (int i = 0; i < 19; i++) {
      assertThat(flip()).isInstanceOf(RateLimited.class);
      clock.move(Duration.ofMillis(100));
    }
    clock.move(Duration.ofMillis(100));
    assertThat(flip()).isInstanceOf(Accepted.class);
  }

  @Test
  void voterWithPermitsUsesThemAfterAStepBack() {
    limited(5, Duration.ofSeconds(10));
    exhaust(3);
    clock.move(HOUR.negated());
    exhaust(2);
    assertThat(flip()).isInstanceOf(RateLimited.class);
  }

  @Test
  void clockStepBackAndForwardAgainHandsOutNoFreshPermits() {
    limited(5, Duration.ofSeconds(10));
    exhaust(5);
    clock.move(HOUR.negated());
    assertThat(flip()).isInstanceOf(RateLimited.class);
    clock.move(HOUR);
    assertThat(flip()).isEqualTo(new RateLimited(2_000_000));
    clock.move(Duration.ofSeconds(2));
    assertThat(flip()).isInstanceOf(Accepted.class);
    assertThat(flip()).isInstanceOf(RateLimited.class);
  }

  @Test
  void votesCastWhileTheClockWasBackCountWhenItReturns() {
    limited(5, Duration.ofSeconds(10));
    exhaust(1);
    clock.move(HOUR.negated());
    exhaust(3);
    clock.move(HOUR);
    exhaust(1);
    assertThat(flip()).isInstanceOf(RateLimited.class);
  }

  @Test
  void swingingClockNeitherFeedsNorStarves() {
    limited(5, Duration.ofSeconds(10));
    exhaust(5);
    for (int i = 0; i < 50; i++) {
      clock.move(i % 2 == 0 ? HOUR.negated() : HOUR);
      assertThat(flip()).isInstanceOf(RateLimited.class);
    }
    clock.move(Duration.ofSeconds(10));
    exhaust(5);
  }

  @Test
  void sharedPermitsComeBackExactlyAfterRetryAfter() {
    takeShared(5);
    for (int i = 0; i < 5; i++) {
      assertThat(takeShared()).isEqualTo(new PermitReply.RateLimited(2_000_000));
      clock.move(Duration.ofNanos(1_999_999_000));
      assertThat(takeShared()).isEqualTo(new PermitReply.RateLimited(1));
      clock.move(Duration.ofNanos(1000));
      takeShared(1);
    }
    clock.move(Duration.ofSeconds(10));
    takeShared(5);
  }

  @Test
  void noClockStepFeedsOrStarvesSharedLimits() {
    takeShared(5);
    clock.move(HOUR.negated());
    assertThat(takeShared()).isEqualTo(new PermitReply.RateLimited(2_000_000));
    clock.move(Duration.ofSeconds(2));
    takeShared(1);
    assertThat(takeShared()).isEqualTo(new PermitReply.RateLimited(2_000_000));
    clock.move(HOUR);
    assertThat(takeShared()).isEqualTo(new PermitReply.RateLimited(2_000_000));
    clock.move(Duration.ofSeconds(10));
    takeShared(5);
  }

  private PermitReply takeShared() {
    RateLimit limit = new RateLimit(5, Duration.ofSeconds(10));
    return await(store.takePermit(term, new SharedLimit(SharedLimit.Kind.VOTER, "ada", limit)));
  }

  private void takeShared(int permits) {
    for (int i = 0; i < permits; i++) {
      assertThat(takeShared()).isEqualTo(PermitReply.Simple.TAKEN);
    }
  }

  @Test
  void onlyIdleSubjectsAreEvicted() {
    clock.move(Duration.ofSeconds(30));
    read(null, B);
    assertThat(evictIdle(Duration.ofSeconds(31))).isZero();
    assertThat(evictIdle(Duration.ofSeconds(30))).isEqualTo(1);
    assertThat(read(null, A, B).subjects()).containsExactly(A);
  }

  @Test
  void castingReadingAndLoadingKeepASubject() {
    clock.move(Duration.ofSeconds(30));
    accepted(Vote.of(ADA, A, UP));
    applyAll();
    read(ADA, B);
    loadNew(ABSENT);
    assertThat(evictIdle(Duration.ofSeconds(1))).isZero();
    clock.move(Duration.ofSeconds(1));
    assertThat(evictIdle(Duration.ofSeconds(1))).isEqualTo(3);
  }

  @Test
  void limitedSubjectIsEvictedOnceItsLimitIsForgotten() {
    limited(5, Duration.ofSeconds(10));
    exhaust(5);
    applyAll();
    clock.move(Duration.ofSeconds(9));
    read(null, A, B);
    assertThat(evictIdle(Duration.ofSeconds(2))).isZero();
    clock.move(Duration.ofSeconds(1));
    assertThat(evictIdle(Duration.ofSeconds(2))).isEqualTo(1);
    limited(5, Duration.ofSeconds(10));
    exhaust(5);
  }

  @Test
  void stepBackEvictsNothingInUse() {
    clock.move(HOUR.negated());
    assertThat(evictIdle(Duration.ofMillis(1))).isZero();
    clock.move(HOUR);
    assertThat(evictIdle(Duration.ofMillis(1))).isZero();
  }

  private void limited(int permits, Duration per) {
    load(Poll.named("limited").limit(permits, per));
    loadNew(S);
  }

  private void exhaust(int permits) {
    for (int i = 0; i < permits; i++) {
      assertThat(flip()).isInstanceOf(Accepted.class);
    }
  }

  private CastReply flip() {
    CastReply reply = cast(Vote.of(ADA, S, turn % 2 == 0 ? UP : DOWN));
    if (reply instanceof Accepted) {
      turn++;
    }
    return reply;
  }

  private int evictIdle(Duration idle) {
    return await(store.evict(term, idle, 1000)).forgotten();
  }
}
