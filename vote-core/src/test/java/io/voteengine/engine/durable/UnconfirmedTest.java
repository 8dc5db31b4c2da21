package io.voteengine.engine.durable;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UnconfirmedTest {
  private static final RequestId REQUEST = RequestId.named("r");
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final VoteKey KEY = new VoteKey(POST, ADA);

  private final Unconfirmed unconfirmed = new Unconfirmed(2, vote -> vote);

  private static Unconfirmed.Entry entry(long epoch, long seq) {
    CastCommand command =
        CastCommand.first(ADA, POST, Choice.UP, false, REQUEST, 0, 0, null, true)
            .resent(Choice.UP, seq);
    return new Unconfirmed.Entry(epoch, seq, command, null, new CompletableFuture<>());
  }

  private static Unconfirmed.Entry castAt(long epoch, long seq, long castAt) {
    CastCommand command =
        CastCommand.first(
                ADA, POST, Choice.UP, false, RequestId.named("r" + castAt), 0, 0, null, true)
            .resent(Choice.UP, castAt);
    return new Unconfirmed.Entry(epoch, seq, command, null, new CompletableFuture<>());
  }

  private static Term term(long epoch) {
    return new Term(1, epoch, "server");
  }

  private Unconfirmed.Settled watermark(long epoch, long seq) {
    return unconfirmed.watermark(new Position(term(epoch), seq, 0));
  }

  @Test
  void requestIsKnownUntilTheWatermarkPassesAllItsAnswers() {
    unconfirmed.keep(1, entry(1, 5));
    unconfirmed.keep(1, entry(1, 6));
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isTrue();
    assertThat(unconfirmed.has(0, KEY, REQUEST)).isFalse();
    assertThat(watermark(1, 5).durable()).hasSize(1);
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isTrue();
    assertThat(watermark(1, 6).durable()).hasSize(1);
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isFalse();
    assertThat(unconfirmed.size()).isZero();
  }

  @Test
  void resentRequestIsKnownUntilItIsDurableOrForgotten() {
    unconfirmed.keep(1, entry(1, 5));
    Unconfirmed.Entry sent = watermark(2, 0).sendAgain().get(0);
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isTrue();
    assertThat(unconfirmed.size()).isEqualTo(1);
    unconfirmed.keep(1, sent, entry(2, 1));
    assertThat(unconfirmed.size()).isEqualTo(1);
    sent = watermark(3, 0).sendAgain().get(0);
    unconfirmed.forget(1, sent);
    unconfirmed.forget(1, sent);
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isFalse();
    assertThat(unconfirmed.size()).isZero();
  }

  /** Another node may have defined the poll, and loaded it into the store, a moment ago. */
  @Test
  void voteKeptBeforeItsPollIsKnownEndsLikeAnyOther() {
    AtomicBoolean isBallot = new AtomicBoolean();
    VoteKey inPoll = new VoteKey(SubjectId.of("posts", "*"), ADA);
    Unconfirmed votes = new Unconfirmed(2, vote -> isBallot.get() ? inPoll : vote);
    votes.keep(1, entry(1, 5));
    isBallot.set(true);
    votes.keep(1, castAt(1, 6, 6));
    assertThat(votes.of(1, KEY)).hasSize(2);
    assertThat(votes.has(1, KEY, REQUEST)).isTrue();
    assertThat(votes.watermark(new Position(term(1), 6, 0)).durable()).hasSize(2);
    assertThat(votes.size()).isZero();
    assertThat(votes.has(1, KEY, REQUEST)).isFalse();
  }

  @Test
  void clearedRequestIsUnknown() {
    unconfirmed.keep(1, entry(1, 5));
    watermark(2, 0);
    unconfirmed.keep(1, entry(2, 7));
    assertThat(unconfirmed.clear()).hasSize(2);
    assertThat(unconfirmed.has(1, KEY, REQUEST)).isFalse();
    assertThat(unconfirmed.size()).isZero();
  }

  @Test
  void watermarkOfANewerEpochConfirmsNoVote() {
    unconfirmed.keep(1, entry(1, 5));
    Unconfirmed.Settled settled = watermark(2, 9);
    assertThat(settled.durable()).isEmpty();
    assertThat(settled.sendAgain()).hasSize(1);
    assertThat(unconfirmed.keep(1, entry(1, 6)).durable()).isEmpty();
    assertThat(unconfirmed.size()).isEqualTo(2);
  }

  /** Its answer came before the ledger's first position of that epoch. */
  @Test
  void voteOfANewerEpochWaitsForTheWatermarkOfItsOwn() {
    watermark(1, 9);
    assertThat(unconfirmed.keep(1, entry(2, 5)).durable()).isEmpty();
    assertThat(watermark(1, 10).durable()).isEmpty();
    assertThat(watermark(2, 4).durable()).isEmpty();
    assertThat(watermark(2, 5).durable()).hasSize(1);
  }

  @Test
  void lateWatermarkOfAnOlderEpochChangesNothing() {
    watermark(2, 0);
    unconfirmed.keep(1, entry(2, 3));
    assertThat(watermark(1, 9).durable()).isEmpty();
    assertThat(unconfirmed.keep(1, entry(2, 4)).durable()).isEmpty();
    assertThat(unconfirmed.keep(1, entry(1, 5)).sendAgain()).hasSize(1);
    assertThat(watermark(2, 3).durable()).hasSize(1);
  }

  @Test
  void watermarkNeverFalls() {
    watermark(1, 5);
    watermark(1, 3);
    assertThat(unconfirmed.keep(1, entry(1, 5)).durable()).hasSize(1);
  }

  @Test
  void eventThatTheLedgerRefusedIsNotDurable() {
    Unconfirmed.Entry refused = entry(1, 5);
    unconfirmed.keep(1, refused);
    unconfirmed.refuse(term(1), Map.of(5L, "bad data"));
    Unconfirmed.Settled settled = watermark(1, 5);
    assertThat(settled.durable()).isEmpty();
    assertThat(settled.refused()).containsOnly(Map.entry(refused, "bad data"));
    assertThat(unconfirmed.size()).isZero();
  }

  @Test
  void refusalConcernsTheEventsOfItsEpochOnly() {
    unconfirmed.refuse(term(1), Map.of(5L, "bad data"));
    watermark(2, 0);
    unconfirmed.refuse(term(1), Map.of(6L, "bad data, said late"));
    unconfirmed.keep(1, entry(2, 5));
    unconfirmed.keep(1, entry(2, 6));
    Unconfirmed.Settled settled = watermark(2, 6);
    assertThat(settled.refused()).isEmpty();
    assertThat(settled.durable()).hasSize(2);
  }

  @Test
  void votesOfEarlierEpochsAreOwedInTheOrderOfTheirTimes() {
    Unconfirmed.Entry last = castAt(1, 7, 3_000);
    Unconfirmed.Entry first = castAt(2, 5, 1_000);
    Unconfirmed.Entry second = castAt(1, 9, 2_000);
    unconfirmed.keep(1, last);
    unconfirmed.keep(1, first);
    unconfirmed.keep(1, second);
    unconfirmed.keep(1, castAt(3, 1, 500));
    assertThat(unconfirmed.owed(1, KEY, 3)).containsExactly(first, second, last);
    assertThat(unconfirmed.owed(1, KEY, 2)).containsExactly(second, last);
    assertThat(unconfirmed.owed(1, KEY, 1)).isEmpty();
    assertThat(unconfirmed.owed(1, new VoteKey(POST, VoterId.of("eve")), 3)).isEmpty();
  }

  @Test
  void storeOfANewEpochLacksVotesUntilEachHasBeenSentAgain() {
    unconfirmed.keep(1, entry(1, 5));
    unconfirmed.keep(1, castAt(1, 6, 6));
    assertThat(unconfirmed.lacks(1, 1)).isFalse();
    assertThat(unconfirmed.lacks(1, 2)).isTrue();
    List<Unconfirmed.Entry> again = watermark(2, 0).sendAgain();
    assertThat(unconfirmed.lacks(1, 2)).isTrue();
    unconfirmed.keep(1, again.get(0), again.get(0).at(2, 1));
    assertThat(unconfirmed.lacks(1, 2)).isTrue();
    unconfirmed.forget(1, again.get(1));
    assertThat(unconfirmed.lacks(1, 2)).isFalse();
  }

  @Test
  void voteThatIsSentAgainIsAsOldAsItWas() {
    Unconfirmed.Entry vote = entry(1, 5);
    assertThat(vote.at(2, 1).since()).isEqualTo(vote.since());
  }
}
