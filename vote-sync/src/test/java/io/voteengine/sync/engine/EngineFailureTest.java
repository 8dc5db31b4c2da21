package io.voteengine.sync.engine;

import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteRequest;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host sees when store or ledger fails. */
class EngineFailureTest {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration HALF_FOR_THE_STORE = Duration.ofSeconds(2);
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final Cluster cluster = new Cluster();
  private final VoteEngine engine = cluster.node(Reconciler.builder().threads(0).build());

  @BeforeEach
  void openPoll() {
    engine.polls().define(Poll.named("posts").unlimited());
    assertThat(engine.cast(VoterId.of("first"), POST, Choice.UP))
        .isInstanceOf(CastResult.Accepted.class);
    assertThat(engine.drain(AMPLE)).isTrue();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private static VoteRequest soon(VoterId voter) {
    return VoteRequest.cast(voter, POST, Choice.UP).deadline(SOON);
  }

  @Test
  void silentStoreLeavesTheOutcomeUnknownByTheDeadline() {
    cluster.storeFaults(Faults.on("cast", Fault.HANGS));
    RequestId request = RequestId.named("r");
    CompletableFuture<CastResult> cast = engine.castAsync(soon(ADA).requestId(request));
    assertThat(cast).succeedsWithin(AMPLE).isEqualTo(new CastResult.Unknown(request));
  }

  /** The deadline passes just when the engine begins to handle the failure. */
  @Test
  void lostAnswerAtTheDeadlineLeavesTheOutcomeUnknown() {
    CompletableFuture<Object> answered = new CompletableFuture<>();
    CompletableFuture<Void> lost = new CompletableFuture<>();
    VoteStore store = cluster.store();
    cluster.replaceStore(
        Faults.losingCasts(
            store,
            lost,
            () -> {
              answered.join();
              return new VoteStoreException("the answer was lost", null);
            }));
    CompletableFuture<CastResult> cast = engine.castAsync(soon(ADA));
    cast.whenComplete((result, failure) -> answered.complete(result));
    new Thread(() -> lost.complete(null)).start();
    assertThat(cast).succeedsWithin(AMPLE).isInstanceOf(CastResult.Unknown.class);
    cluster.replaceStore(store);
  }

  @Test
  void failingStoreIsReportedAndTheVoteIsNotCast() {
    cluster.storeFaults(Faults.on("cast", Fault.BEFORE));
    rejected(engine.cast(soon(ADA)), Reason.UNAVAILABLE);
    cluster.noFaults();
    assertThat(engine.read(POST, ADA).choice()).isEqualTo(Choice.NONE);
  }

  @Test
  void lostAnswerIsAskedForAgainAndTheVoteCountsOnce() {
    AtomicInteger calls = new AtomicInteger();
    cluster.storeFaults(
        method -> method.equals("cast") && calls.incrementAndGet() <= 2 ? Fault.AFTER : Fault.NONE);
    CastResult result = engine.cast(VoteRequest.toggle(ADA, POST, Choice.UP));

    assertThat(result).isInstanceOf(CastResult.Accepted.class);
    assertThat(((CastResult.Accepted) result).receipt().replayed()).isTrue();
    assertThat(((CastResult.Accepted) result).choice()).isEqualTo(Choice.UP);
    assertThat(((CastResult.Accepted) result).tally().up()).isEqualTo(2);
    assertThat(calls.get()).isEqualTo(3);
  }

  @Test
  void overtakenRetryGetsTheFirstAnswer() {
    VoteEngine elsewhere = cluster.node(Reconciler.builder().threads(0).build());
    AtomicInteger calls = new AtomicInteger();
    CompletableFuture<CastResult> newer = new CompletableFuture<>();
    cluster.storeFaults(
        method -> {
          if (!method.equals("cast")) {
            return Fault.NONE;
          }
          int call = calls.incrementAndGet();
          if (call == 2) {
            // Between the lost first attempt and this retry, the voter votes again elsewhere.
            cluster.noFaults();
            newer.complete(elsewhere.cast(ADA, POST, Choice.DOWN));
          }
          return call == 1 ? Fault.AFTER : Fault.NONE;
        });
    CastResult overtaken = engine.cast(ADA, POST, Choice.UP);

    assertThat(newer.join()).isInstanceOf(CastResult.Accepted.class);
    assertThat(overtaken)
        .isInstanceOfSatisfying(
            CastResult.Accepted.class,
            accepted -> {
              assertThat(accepted.choice()).isEqualTo(Choice.UP);
              assertThat(accepted.receipt().replayed()).isTrue();
            });
    assertThat(engine.read(POST, ADA).choice()).isEqualTo(Choice.DOWN);
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.records().history(POST, 10)).hasSize(3);
  }

  @Test
  void pageComesFromTheLedgerAndSaysSoWhenTheStoreIsDown() {
    engine.cast(ADA, POST, Choice.UP);
    VoteEngine impatient =
        cluster.node(
            Reconciler.builder().threads(0).build(),
            builder -> builder.acceptedDeadline(HALF_FOR_THE_STORE).drainTimeout(SOON));
    cluster.storeFaults(Faults.always(Fault.BEFORE));

    List<SubjectView> page = impatient.page(List.of(POST), VoterId.of("first"));
    assertThat(page.get(0).exact()).isFalse();
    assertThat(page.get(0).tally().up()).isPositive();
    assertThat(page.get(0).choice()).isEqualTo(Choice.UP);
    assertThat(impatient.top("posts", 5)).singleElement().matches(view -> !view.exact());
  }

  @Test
  void pageIsAnsweredByTheDeadlineThoughStoreAndLedgerHang() {
    VoteEngine impatient =
        cluster.node(
            Reconciler.builder().threads(0).build(),
            builder -> builder.acceptedDeadline(SOON).drainTimeout(SOON));
    CountDownLatch released = new CountDownLatch(1);
    cluster.faults(
        Faults.always(Fault.HANGS),
        method -> {
          Waiting.await(released);
          return Fault.NONE;
        });
    try {
      assertThat(impatient.pageAsync(List.of(POST), ADA))
          .failsWithin(AMPLE)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(VoteLedgerException.class);
    } finally {
      released.countDown();
    }
  }

  @Test
  void whatTheStoreHoldsIsServedWhileTheLedgerIsDown() {
    cluster.ledgerFaults(Faults.always(Fault.BEFORE));
    assertThat(engine.cast(VoterId.of("first"), POST, Choice.DOWN))
        .isInstanceOf(CastResult.Accepted.class);
    assertThat(engine.page(List.of(POST), VoterId.of("first")).get(0).exact()).isTrue();

    SubjectId cold = SubjectId.of("posts", "cold");
    rejected(
        engine.cast(VoteRequest.cast(ADA, cold, Choice.UP).deadline(SOON)), Reason.UNAVAILABLE);
    assertThatThrownBy(() -> engine.records().history(POST, 1))
        .isInstanceOf(VoteLedgerException.class);
  }

  @Test
  void durableVoteThatIsNotConfirmedInTimeHasUnknownOutcome() {
    cluster.ledgerFaults(Faults.on("apply", Fault.BEFORE));
    assertThat(engine.cast(soon(ADA).ack(Ack.DURABLE))).isInstanceOf(CastResult.Unknown.class);
    cluster.noFaults();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.auditNow("posts").votes().up()).isEqualTo(2);
  }

  @Test
  void votesAreRefusedOnceTooManyAreUnconfirmed() {
    VoteEngine small =
        cluster.node(Reconciler.builder().threads(0).build(), builder -> builder.maxPending(3));
    int accepted = 0;
    CastResult result;
    do {
      result = small.cast(VoterId.of("v" + accepted), POST, Choice.UP);
      accepted++;
    } while (result instanceof CastResult.Accepted);
    assertThat(accepted).isEqualTo(4);
    rejected(result, Reason.UNAVAILABLE);
    assertThat(small.drain(AMPLE)).isTrue();
    assertThat(small.cast(ADA, POST, Choice.UP)).isInstanceOf(CastResult.Accepted.class);
  }

  @Test
  void callsUnderWayAreAnsweredAlsoWhenTheEngineCloses() {
    VoteEngine hasty =
        cluster.node(
            Reconciler.builder().threads(0).build(), builder -> builder.drainTimeout(SOON));
    cluster.storeFaults(Faults.on("cast", Fault.HANGS));
    CompletableFuture<CastResult> cast =
        hasty.castAsync(VoteRequest.cast(ADA, POST, Choice.UP).deadline(Duration.ofSeconds(1)));
    hasty.close();
    assertThat(cast).succeedsWithin(AMPLE).isInstanceOf(CastResult.Unknown.class);
  }

  @Test
  void engineThatCannotStartClosesItsParts() {
    VoteLedger ledger = JdbcVoteLedger.memory();
    ledger.open(8);
    VoteEngineBuilder builder =
        VoteEngine.builder(InMemoryVoteStore.create(), ledger)
            .reconciler(Reconciler.withDefaults())
            .partitions(16);
    assertThatThrownBy(builder::build)
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContaining("8")
        .hasMessageContaining("16");
    assertThatThrownBy(ledger::positions).isInstanceOf(VoteException.class);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  @Test
  void hugeDeadlineIsAccepted() {
    VoteRequest patient =
        VoteRequest.cast(ADA, POST, Choice.UP).deadline(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(engine.cast(patient)).isInstanceOf(CastResult.Accepted.class);
    assertThat(engine.drain(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
  }

  @Test
  void builderBuildsOneEngineAndASecondBuildHarmsNothing() {
    VoteEngineBuilder builder =
        VoteEngine.builder(InMemoryVoteStore.create(), JdbcVoteLedger.memory())
            .acceptedDeadline(AMPLE)
            .reconciler(Reconciler.withDefaults());
    try (VoteEngine first = builder.build()) {
      assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
      first.polls().define(Poll.named("posts"));
      assertThat(first.cast(ADA, POST, Choice.UP)).isInstanceOf(CastResult.Accepted.class);
    }
  }

  @Test
  void optionsOutOfRangeAreNamed() {
    VoteEngineBuilder none =
        VoteEngine.builder(InMemoryVoteStore.create(), JdbcVoteLedger.memory());
    assertThatThrownBy(none::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("vote-sync");
    VoteEngineBuilder builder =
        VoteEngine.builder(InMemoryVoteStore.create(), JdbcVoteLedger.memory())
            .reconciler(Reconciler.withDefaults());
    assertThatThrownBy(() -> builder.partitions(12)).hasMessageContaining("partitions");
    assertThatThrownBy(() -> builder.partitions(2048)).hasMessageContaining("partitions");
    assertThatThrownBy(() -> builder.acceptedDeadline(Duration.ZERO))
        .hasMessageContaining("acceptedDeadline");
    assertThatThrownBy(() -> builder.durableDeadline(nothing())).hasMessage("durableDeadline");
    assertThatThrownBy(() -> builder.maxPending(0)).hasMessageContaining("maxPending");
    assertThatThrownBy(() -> builder.loaderThreads(257)).hasMessageContaining("loaderThreads");
    assertThatThrownBy(() -> builder.callbackExecutor(nothing())).hasMessage("callbackExecutor");
  }
}
