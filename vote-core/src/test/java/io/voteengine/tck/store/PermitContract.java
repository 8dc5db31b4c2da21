package io.voteengine.tck.store;

import static io.voteengine.Choice.UP;
import static io.voteengine.spi.PermitReply.Simple.TAKEN;
import static io.voteengine.spi.PermitReply.Simple.WRONG_EPOCH;
import static io.voteengine.tck.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.RateLimit;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.PermitReply.RateLimited;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.SharedLimit.Kind;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits over the votes on all subjects, as far as they can be seen while the clock hardly moves.
 */
public abstract class PermitContract extends StoreCase {
  private static final Duration HOUR = Duration.ofHours(1);

  protected PermitContract(VoteStoreContract suite) {
    super(suite);
  }

  private static SharedLimit limit(Kind kind, String key, int permits, Duration per) {
    return new SharedLimit(kind, key, new RateLimit(permits, per));
  }

  private static SharedLimit ofAda(int permits) {
    return limit(Kind.VOTER, "ada", permits, HOUR);
  }

  private PermitReply take(SharedLimit limit) {
    return await(store.takePermit(term, limit));
  }

  private boolean giveBack(SharedLimit limit) {
    return await(store.returnPermit(term, limit));
  }

  @ParameterizedTest
  @CsvSource({"1, PT1H", "2, PT1H", "7, PT1H0.000001S", "60, PT24H"})
  void burstIsExactlyThePermits(int permits, Duration per) {
    SharedLimit limit = limit(Kind.KEY, "k", permits, per);
    for (int i = 0; i < permits; i++) {
      assertThat(take(limit)).isEqualTo(TAKEN);
    }
    long interval = per.toNanos() / 1000 / permits + 1;
    for (int i = 0; i < 3; i++) {
      assertThat(((RateLimited) take(limit)).retryAfter()).isBetween(1L, interval);
    }
  }

  @Test
  void eachKindAndKeyHasItsOwn() {
    List<SharedLimit> limits =
        List.of(
            ofAda(1),
            limit(Kind.KEY, "ada", 1, HOUR),
            limit(Kind.VOTER, "Ada", 1, HOUR),
            limit(Kind.VOTER, "ada ", 1, HOUR),
            limit(Kind.KEY, "voter:ada", 1, HOUR));
    assertThat(limits).allSatisfy(limit -> assertThat(take(limit)).isEqualTo(TAKEN));
    assertThat(limits).allSatisfy(limit -> assertThat(take(limit)).isInstanceOf(RateLimited.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"}{", "a\r\nFLUSHALL", "2001:db8::1", "'; DROP", "\uD83D\uDDF3", "*"})
  void anyIdentifierIsAKey(String key) {
    SharedLimit limit = limit(Kind.KEY, key, 1, HOUR);
    assertThat(take(limit)).isEqualTo(TAKEN);
    assertThat(take(limit)).isInstanceOf(RateLimited.class);
    assertThat(take(limit(Kind.KEY, key + "x", 1, HOUR))).isEqualTo(TAKEN);
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    assertThat(take(ofAda(2))).isEqualTo(TAKEN);
    assertThat(take(ofAda(2))).isEqualTo(TAKEN);
    assertThat(giveBack(ofAda(2))).isTrue();
    assertThat(take(ofAda(2))).isEqualTo(TAKEN);
    assertThat(take(ofAda(2))).isInstanceOf(RateLimited.class);
  }

  @Test
  void givingBackNeverMakesMorePermitsThanThereAre() {
    giveBack(ofAda(2));
    take(ofAda(2));
    giveBack(ofAda(2));
    giveBack(ofAda(2));
    giveBack(ofAda(2));
    assertThat(take(ofAda(2))).isEqualTo(TAKEN);
    assertThat(take(ofAda(2))).isEqualTo(TAKEN);
    assertThat(take(ofAda(2))).isInstanceOf(RateLimited.class);
  }

  @Test
  void narrowedLimitBlocksNobodyBeyondItsWindow() {
    for (int i = 0; i < 24; i++) {
      take(limit(Kind.VOTER, "ada", 24, Duration.ofDays(1)));
    }
    SharedLimit narrow = limit(Kind.VOTER, "ada", 2, Duration.ofSeconds(10));
    assertThat(((RateLimited) take(narrow)).retryAfter()).isBetween(1L, 5_000_000L);
  }

  @Test
  void permitsOfVotesAndOfPollsAreApart() {
    assertThat(take(ofAda(1))).isEqualTo(TAKEN);
    List<Object> before = visible();
    assertThat(take(ofAda(1))).isInstanceOf(RateLimited.class);
    assertThat(giveBack(ofAda(1))).isTrue();
    assertThat(visible()).isEqualTo(before);
    accepted(Vote.of(ADA, A, UP));
    assertThat(take(ofAda(1))).isEqualTo(TAKEN);
  }

  @Test
  void theyOutliveEpochs() {
    take(ofAda(1));
    term = startEpoch(2);
    assertThat(take(ofAda(1))).isInstanceOf(RateLimited.class);
  }

  @Test
  void nothingIsTakenOrGivenBackInAnotherTermOrWhileFrozen() {
    take(ofAda(2));
    for (Term wrong :
        List.of(
            new Term(0, term.epoch() + 1, term.identity()),
            new Term(0, term.epoch(), "0123456789012345678901234567890123456789"))) {
      assertThat(await(store.takePermit(wrong, ofAda(2)))).isEqualTo(WRONG_EPOCH);
      assertThat(await(store.returnPermit(wrong, ofAda(2)))).isFalse();
    }
    await(store.freeze(0, "token"));
    assertThat(take(ofAda(2))).isEqualTo(WRONG_EPOCH);
    assertThat(giveBack(ofAda(2))).isFalse();
    Term next = new Term(0, 2, term.identity());
    assertThat(await(store.reset(next, "token"))).isTrue();
    term = next;
    assertThat(take(ofAda(2))).isEqualTo(TAKEN);
    assertThat(take(ofAda(2))).isInstanceOf(RateLimited.class);
  }

  @Test
  void concurrentBurstKeepsTheLimit() {
    List<PermitReply> replies =
        IntStream.range(0, 200).parallel().mapToObj(i -> take(ofAda(50))).toList();
    assertThat(replies).filteredOn(TAKEN::equals).hasSize(50);
  }

  @Test
  void manyKeysDoNotDisturbEachOther() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 3000; i++) {
        PermitReply reply = take(limit(Kind.KEY, "key-" + i, 1, HOUR));
        assertThat(reply.equals(TAKEN)).isEqualTo(round == 0);
        assertThat(reply instanceof RateLimited).isEqualTo(round == 1);
      }
    }
  }
}
