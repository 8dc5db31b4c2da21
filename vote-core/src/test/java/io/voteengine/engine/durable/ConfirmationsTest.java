package io.voteengine.engine.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.engine.cast.VoterTurns;
import io.voteengine.engine.health.Counters;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.engine.read.Terms;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.util.Micros;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfirmationsTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId EVE = VoterId.of("eve");
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final RequestId A = RequestId.named("a");
  private static final RequestId B = RequestId.named("b");
  private static final VoteKey KEY = new VoteKey(POST, ADA);
  private static final Tally TALLY = new Tally(1, 0, 2, 1);
  private static final Term OLD = new Term(0, 1, "old");
  private static final Term NEW = new Term(0, 2, "new");

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final VoterTurns turns = new VoterTurns(timer);
  private final Counters counters = new Counters();
  private final List<HistoryEntry> logged = new ArrayList<>();
  private final List<List<RequestId>> lookups = new ArrayList<>();
  private final List<RequestId> sent = new ArrayList<>();

  /** The answer of the store of the new term; null: no answer. */
  private volatile Function<CastCommand, @Nullable CastReply> store =
      vote -> new CastReply.Accepted(sent.size(), Choice.NONE, vote.choice(), TALLY, vote.castAt());

  private final List<CastCommand> late = new ArrayList<>();
  private final Confirmations confirmations = confirmations();

  private Confirmations confirmations() {
    VoteLedger ledger =
        (VoteLedger)
            Proxy.newProxyInstance(
                VoteLedger.class.getClassLoader(),
                new Class<?>[] {VoteLedger.class},
                (proxy, method, args) -> List.of(new Position(OLD, 0, 0)));
    return new Confirmations(
        1,
        2,
        new Terms(ledger, Runnable::run),
        this::send,
        (partition, requests) -> {
          lookups.add(requests);
          return CompletableFuture.completedFuture(
              logged.stream().filter(it -> requests.contains(it.requestId())).toList());
        },
        turns,
        Runnable::run,
        (partition, vote) -> late.add(vote),
        new Listeners(List.of(), null, Duration.ZERO),
        counters);
  }

  @AfterEach
  void endTimer() {
    timer.shutdownNow();
  }

  private CompletableFuture<CastReply> send(CastCommand vote) {
    sent.add(vote.requestId());
    CastReply reply = store.apply(vote);
    return reply == null
        ? CompletableFuture.failedFuture(new VoteStoreException("no answer", null))
        : CompletableFuture.completedFuture(reply);
  }

  private CompletableFuture<?> keep(Term term, long seq, CastCommand vote) {
    return confirmations.keep(vote, term.epoch(), seq, null);
  }

  private static CastCommand vote(RequestId id, long castAt) {
    return CastCommand.first(ADA, POST, Choice.UP, false, id, 0, 0, null, true)
        .resent(Choice.UP, castAt);
  }

  private void ledgerHas(VoterId voter, RequestId id, long castAt) {
    logged.add(
        new HistoryEntry(voter, POST, Choice.NONE, Choice.UP, Micros.toInstant(castAt), id, null));
  }

  private void watermark(Term term, long seq) {
    confirmations.watermark(new Position(term, seq, 0));
  }

  /** The engine is casting another vote of the voter, so nothing is sent again by itself. */
  private CompletableFuture<?> heldTurn() {
    CompletableFuture<?> end = new CompletableFuture<>();
    turns.take(KEY, Deadline.in(Duration.ofMinutes(1)), () -> end);
    return end;
  }

  @Test
  void voteIsDurableWhenTheWatermarkOfItsEpochHasPassedIt() {
    CompletableFuture<?> durable = keep(OLD, 5, vote(A, 1_000));
    watermark(OLD, 4);
    assertThat(durable).isNotDone();
    assertThat(confirmations.isOpen(KEY, A)).isTrue();
    watermark(OLD, 5);
    assertThat(durable).isCompleted();
    assertThat(confirmations.size()).isZero();
    assertThat(confirmations.lag()).isNotNull();
    assertThat(sent).isEmpty();
  }

  @Test
  void whatTheLedgerAnsweredIsDurableAtOnce() {
    assertThat(keep(OLD, 0, vote(A, 1_000))).isCompleted();
    assertThat(confirmations.size()).isZero();
  }

  @Test
  void engineIsFullAtItsLimit() {
    keep(OLD, 5, vote(A, 1_000));
    assertThat(confirmations.isFull()).isFalse();
    keep(OLD, 6, vote(B, 2_000));
    assertThat(confirmations.isFull()).isTrue();
  }

  @Test
  void resentVoteIsDurableByTheWatermarkOfItsNewEpochOnly() {
    CompletableFuture<?> durable = keep(OLD, 5, vote(A, 1_000));
    watermark(NEW, 0);
    assertThat(sent).containsExactly(A);
    watermark(OLD, 9);
    assertThat(durable).isNotDone();
    assertThat(confirmations.isLackedBy(NEW)).isFalse();
    watermark(NEW, 1);
    assertThat(durable).isCompleted();
    assertThat(confirmations.size()).isZero();
  }

  @Test
  void voteThatCouldNotBeSentAgainIsTriedOnceMore() {
    CompletableFuture<Void> second = new CompletableFuture<>();
    store =
        vote -> {
          if (sent.size() > 1) {
            second.complete(null);
          }
          return null;
        };
    CompletableFuture<?> durable = keep(OLD, 5, vote(A, 1_000));
    watermark(NEW, 0);
    second.orTimeout(60, TimeUnit.SECONDS).join();
    assertThat(durable).isNotDone();
    assertThat(confirmations.isLackedBy(NEW)).isTrue();
    assertThat(confirmations.size()).isEqualTo(1);
  }

  @Test
  void owedVotesAreSentInTimeOrderBeforeTheVotersNext() {
    heldTurn();
    keep(OLD, 6, vote(B, 2_000));
    keep(OLD, 7, vote(A, 1_000));
    watermark(NEW, 0);
    assertThat(confirmations.send(OLD, KEY)).isCompletedWithValue(true);
    assertThat(sent).isEmpty();
    assertThat(confirmations.send(NEW, KEY)).isCompletedWithValue(true);
    assertThat(sent).containsExactly(A, B);
    assertThat(confirmations.send(NEW, KEY)).isCompletedWithValue(true);
    assertThat(sent).hasSize(2);
  }

  @Test
  void voteIsNotSentBeforeAnEarlierOneThatCouldNotBeSent() {
    heldTurn();
    keep(OLD, 6, vote(A, 1_000));
    keep(OLD, 7, vote(B, 2_000));
    watermark(NEW, 0);
    store = vote -> null;
    assertThat(confirmations.send(NEW, KEY)).isCompletedWithValue(false);
    assertThat(sent).containsExactly(A);
    assertThat(confirmations.size()).isEqualTo(2);
  }

  @Test
  void voteThatTheLedgerHasIsDurableAndNotSentAgain() {
    ledgerHas(ADA, A, 1_000);
    CompletableFuture<?> known = keep(OLD, 5, vote(A, 1_000));
    CompletableFuture<?> absent = keep(OLD, 6, vote(B, 2_000));
    watermark(NEW, 0);
    assertThat(known).isCompleted();
    assertThat(absent).isNotDone();
    assertThat(sent).containsExactly(B);
  }

  @Test
  void voteOfAnErasedVoterIsKnownByItsTime() {
    ledgerHas(VoterId.of("erased-3f0e1c52-6c0b-4a0e-8f62-3d1f1f0a7a11"), A, 1_000);
    CompletableFuture<?> durable = keep(OLD, 5, vote(A, 1_000));
    watermark(NEW, 0);
    assertThat(durable).isCompleted();
    assertThat(sent).isEmpty();
  }

  @Test
  void anotherVotersVoteOfTheSameIdIsAnother() {
    ledgerHas(EVE, A, 1_000);
    ledgerHas(VoterId.of("erased-3f0e1c52-6c0b-4a0e-8f62-3d1f1f0a7a11"), A, 999);
    CompletableFuture<?> durable = keep(OLD, 5, vote(A, 1_000));
    watermark(NEW, 0);
    assertThat(durable).isNotDone();
    assertThat(sent).containsExactly(A);
  }

  @Test
  void ledgerIsAskedForAVoteOnce() {
    heldTurn();
    keep(OLD, 5, vote(A, 1_000));
    store = vote -> null;
    watermark(NEW, 0);
    confirmations.send(NEW, KEY);
    confirmations.send(NEW, KEY);
    assertThat(sent).hasSize(2);
    assertThat(lookups).hasSize(1);
  }

  /** The store of the new epoch had it, and the ledger may have it from there. */
  @Test
  void ledgerIsAskedAgainAfterEachLoss() {
    CompletableFuture<?> durable = keep(OLD, 5, vote(A, 1_000));
    watermark(NEW, 0);
    ledgerHas(ADA, A, 1_000);
    watermark(new Term(0, 3, "newest"), 0);
    assertThat(durable).isCompleted();
    assertThat(sent).hasSize(1);
  }

  @Test
  void voteIsSentAgainInItsVotersTurn() {
    CompletableFuture<?> end = heldTurn();
    CompletableFuture<Void> second = new CompletableFuture<>();
    store =
        vote -> {
          second.complete(null);
          return null;
        };
    keep(OLD, 5, vote(A, 1_000));
    watermark(NEW, 0);
    assertThat(sent).isEmpty();
    end.complete(null);
    second.orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Test
  void voteThatTheNewStoreRefusesIsLostAndItsHostIsNotified() {
    store = vote -> CastReply.Refused.POLL_CLOSED;
    CompletableFuture<?> durable = keep(OLD, 5, vote(A, 1_000));
    watermark(NEW, 0);
    assertThatThrownBy(durable::join).hasCauseInstanceOf(VoteStoreException.class);
    assertThat(counters.lost.sum()).isEqualTo(1);
    assertThat(late).containsExactly(vote(A, 1_000));
    assertThat(confirmations.size()).isZero();
    assertThat(confirmations.isLackedBy(NEW)).isFalse();
  }

  @Test
  void voteThatReachedTheLedgerDirectlyIsDurable() {
    CompletableFuture<?> one = keep(OLD, 5, vote(A, 1_000));
    CompletableFuture<?> two = keep(OLD, 6, vote(B, 2_000));
    confirmations.castInLedger(
        vote(A, 1_000), new CastReply.Superseded(0, Choice.DOWN, TALLY, 3_000));
    assertThat(one).isCompleted();
    assertThat(two).isNotDone();
    assertThat(confirmations.unconfirmed(KEY)).containsExactly(vote(B, 2_000));
    confirmations.castInLedger(vote(B, 2_000), new CastReply.Quarantined("bad data"));
    assertThatThrownBy(two::join).hasMessageContaining("bad data");
    assertThat(counters.quarantined.sum()).isEqualTo(1);
    assertThat(confirmations.size()).isZero();
  }

  @Test
  void eventThatTheLedgerRefusesFailsItsVote() {
    CompletableFuture<?> durable = keep(OLD, 5, vote(A, 1_000));
    confirmations.quarantined(OLD, Map.of(5L, "bad data"));
    watermark(OLD, 5);
    assertThatThrownBy(durable::join).hasMessageContaining("bad data");
    assertThat(counters.quarantined.sum()).isEqualTo(1);
  }

  @Test
  void voteThatIsAnsweredAfterTheEndIsLeftBehindToo() {
    CompletableFuture<?> before = keep(OLD, 5, vote(A, 1_000));
    confirmations.close();
    CompletableFuture<?> after = keep(OLD, 6, vote(B, 2_000));
    assertThatThrownBy(before::join).hasMessageContaining("closed");
    assertThatThrownBy(after::join).hasMessageContaining("closed");
    assertThat(confirmations.size()).isEqualTo(2);
  }
}
