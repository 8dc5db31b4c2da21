package io.voteengine.engine.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.engine.health.Counters;
import io.voteengine.engine.read.Loader;
import io.voteengine.engine.read.Terms;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastCommand.Kind;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CastCallTest {
  private static final Tally TALLY = new Tally(1, 0, 1, 1);
  private static final CastReply REPLAYED =
      new CastReply.Replayed(1, Choice.NONE, Choice.UP, TALLY, 1_000);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<CastCommand> casts = new ArrayList<>();
  private final Deque<CompletionStage<CastReply>> replies = new ArrayDeque<>();
  private final VoteStore store =
      as(VoteStore.class, (proxy, method, args) -> answer(method, args));
  private final VoteLedger ledger =
      as(
          VoteLedger.class,
          (proxy, method, args) -> List.of(new Position(new Term(0, 1, "server"), 0, 0)));
  private final Terms terms = new Terms(ledger, Runnable::run);
  private final Loader loader = new Loader(store, ledger, terms, Runnable::run, 1, new Counters());
  private final SeenTimes times = new SeenTimes(1, store);
  private final CastCall call = call(vote(0), OwedVotes.NOTHING);

  @AfterEach
  void endTimer() {
    timer.shutdownNow();
  }

  @Test
  void voteReportedAsNotCastIsNeverCastLater() {
    call.expired(null);
    assertThatThrownBy(call.result::join).hasCauseInstanceOf(StoreUnavailableException.class);
    call.attempt();
    assertThat(asked).hasValue(0);
  }

  @Test
  void voteThatTheStoreMayHaveIsNotReportedAsNotCast() {
    call.attempt();
    call.expired(null);
    assertThatThrownBy(call.result::join).hasCauseInstanceOf(UnansweredException.class);
    assertThat(asked).hasValue(1);
  }

  /** The attempt without an answer may be executed after the one that was refused. */
  @Test
  void refusalIsNotTheAnswerWhileAnEarlierAttemptMayStillArrive() {
    replies.add(lost());
    replies.add(reply(CastReply.Refused.POLL_CLOSED));
    replies.add(reply(REPLAYED));
    CastCall call = call(vote(0), OwedVotes.NOTHING);
    assertThat(call.start().join()).isEqualTo(REPLAYED);
    assertThat(call.needsPermit(REPLAYED, null)).isTrue();
  }

  @Test
  void refusalAfterALostAnswerLeavesTheOutcomeUnknownWhenTimeIsUp() {
    holdTimer();
    replies.add(lost());
    replies.add(reply(CastReply.Refused.POLL_CLOSED));
    CastCall refused = call(vote(0), OwedVotes.NOTHING);
    refused.attempt();
    refused.attempt();
    refused.expired(null);
    assertThatThrownBy(refused.result::join).hasCauseInstanceOf(UnansweredException.class);
  }

  @Test
  void refusalIsTheAnswerWhereNoAnswerWasLost() {
    replies.add(unreached());
    replies.add(reply(CastReply.Refused.POLL_CLOSED));
    CastCall call = call(vote(0), OwedVotes.NOTHING);
    assertThat(call.start().join()).isEqualTo(CastReply.Refused.POLL_CLOSED);
    assertThat(call.needsPermit(REPLAYED, null)).isFalse();
  }

  @Test
  void reusedIdIsTheAnswerAlsoAfterALostOne() {
    holdTimer();
    CastReply reused = new CastReply.Reused(Choice.UP, TALLY);
    replies.add(lost());
    replies.add(reply(reused));
    CastCall call = call(vote(0), OwedVotes.NOTHING);
    call.attempt();
    call.attempt();
    assertThat(call.result).isCompleted();
    assertThat(call.result.join()).isEqualTo(reused);
  }

  @Test
  void voteThatTheStoreFoundExpiredIsNotCalledRefused() {
    holdTimer();
    replies.add(reply(CastReply.Refused.EXPIRED));
    CastCall call = call(vote(0), OwedVotes.NOTHING);
    call.attempt();
    assertThat(call.result).isNotDone();
    call.expired(null);
    assertThatThrownBy(call.result::join).hasCauseInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void attemptAfterALostAnswerIsARetryThatMayBeKnown() {
    holdTimer();
    replies.add(lost());
    CastCall call = call(vote(1_000), OwedVotes.NOTHING);
    call.attempt();
    call.attempt();
    assertThat(casts).extracting(CastCommand::kind).containsExactly(Kind.FIRST, Kind.RETRY);
    assertThat(casts).extracting(CastCommand::fresh).containsExactly(true, false);
  }

  /** Their times say nothing about this voter's votes. */
  @Test
  void votesOfOthersInTheLedgerLeaveARetryARetry() {
    holdTimer();
    replies.add(lost());
    CastCall call = call(vote(1_000), OwedVotes.NOTHING);
    times.answered(0, 5_000, true, true);
    call.attempt();
    call.attempt();
    assertThat(casts).extracting(CastCommand::kind).containsExactly(Kind.FIRST, Kind.RETRY);
  }

  @Test
  void attemptAfterOneThatNeverReachedTheStoreIsAFirstOne() {
    holdTimer();
    replies.add(unreached());
    CastCall call = call(vote(1_000), OwedVotes.NOTHING);
    call.attempt();
    call.attempt();
    assertThat(casts).extracting(CastCommand::kind).containsExactly(Kind.FIRST, Kind.FIRST);
    assertThat(casts).extracting(CastCommand::fresh).containsExactly(true, true);
  }

  /** As loading a subject, or sending again what the store has lost. */
  @Test
  void unknownOutcomeOfAStepBeforeTheVoteIsNoneOfTheVote() {
    call.expired(new VoteStoreException("lost", null));
    assertThatThrownBy(call.result::join)
        .hasCauseInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("has not been cast");
  }

  @Test
  void questionWhoseAnswerIsLostHasCastNothing() {
    holdTimer();
    replies.add(lost());
    CastCall call = call(vote(0).as(Kind.PROBE), OwedVotes.NOTHING);
    call.attempt();
    call.expired(new StoreUnavailableException("cut", null));
    assertThatThrownBy(call.result::join).hasCauseInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void storeIsNotAskedBeforeAllThatIsOwedHasBeenSent() {
    holdTimer();
    CompletableFuture<Boolean> owed = new CompletableFuture<>();
    CastCall call = call(vote(0), (term, key) -> owed);
    call.attempt();
    owed.complete(false);
    assertThat(asked).hasValue(0);
    call.expired(null);
    assertThatThrownBy(call.result::join).hasCauseInstanceOf(StoreUnavailableException.class);
  }

  /** Only the test makes attempts. */
  private void holdTimer() {
    CountDownLatch never = new CountDownLatch(1);
    timer.submit(
        () -> {
          never.await();
          return null;
        });
  }

  private static CompletionStage<CastReply> reply(CastReply reply) {
    return CompletableFuture.completedStage(reply);
  }

  private static CompletionStage<CastReply> lost() {
    return CompletableFuture.failedStage(new VoteStoreException("lost", null));
  }

  private static CompletionStage<CastReply> unreached() {
    return CompletableFuture.failedStage(new StoreUnavailableException("cut", null));
  }

  private static CastCommand vote(long seen) {
    return CastCommand.first(
        VoterId.of("ada"),
        SubjectId.of("posts", "1"),
        Choice.UP,
        false,
        RequestId.of(new UUID(1, 1)),
        0,
        seen,
        null,
        true);
  }

  private CastCall call(CastCommand vote, OwedVotes owed) {
    return new CastCall(
        new CastCall.Route(store, terms, loader, times, timer),
        owed,
        vote,
        Deadline.in(Duration.ofMinutes(1)));
  }

  private Object answer(Method method, Object[] args) {
    if (method.getName().equals("latestTime")) {
      return 0L;
    }
    asked.incrementAndGet();
    casts.add((CastCommand) args[1]);
    CompletionStage<CastReply> reply = replies.poll();
    return reply == null ? new CompletableFuture<>() : reply;
  }

  private static <T> T as(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }
}
