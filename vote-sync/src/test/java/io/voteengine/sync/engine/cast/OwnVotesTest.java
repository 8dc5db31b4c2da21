package io.voteengine.sync.engine.cast;

import static io.voteengine.sync.testing.Results.accepted;
import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.RequestStatus;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.query.HistoryEntry;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.StepResult;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The votes that an engine has acknowledged to a voter count when it answers that voter again. */
class OwnVotesTest {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId EVE = VoterId.of("eve");
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final int P = POST.partition(Cluster.PARTITIONS);
  private static final RequestId ONE = RequestId.named("one");
  private static final RequestId TWO = RequestId.named("two");

  private final Cluster cluster = new Cluster();
  private final Reconciler reconciler = Reconciler.builder().threads(0).build();
  private VoteEngine engine;

  @BeforeEach
  void start() {
    engine = cluster.node(reconciler);
    engine.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private static VoteRequest vote(RequestId id, Choice choice) {
    return VoteRequest.cast(ADA, POST, choice).requestId(id);
  }

  private void loseStore() {
    cluster.loseStore();
    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
  }

  /** The places where the voter's earlier requests are looked up. */
  enum Place {
    STORE {
      @Override
      VoteEngine moveTo(OwnVotesTest test) {
        return test.engine;
      }
    },
    ANOTHER_NODE {
      @Override
      VoteEngine moveTo(OwnVotesTest test) {
        return test.cluster.node(Reconciler.builder().threads(0).build());
      }
    },
    STORE_THAT_LOST_ALL {
      @Override
      VoteEngine moveTo(OwnVotesTest test) {
        assertThat(test.engine.drain(AMPLE)).isTrue();
        test.loseStore();
        return test.engine;
      }
    },
    LEDGER {
      @Override
      VoteEngine moveTo(OwnVotesTest test) {
        assertThat(test.engine.drain(AMPLE)).isTrue();
        return test.degraded();
      }
    };

    abstract VoteEngine moveTo(OwnVotesTest test);
  }

  /** A node that casts in the ledger. */
  private VoteEngine degraded() {
    VoteEngine node = cluster.node(Reconciler.withDefaults());
    degrade(node);
    return node;
  }

  private void degrade(VoteEngine node) {
    cluster.storeFaults(Faults.always(Fault.BEFORE));
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              node.cast(VoterId.of("anybody"), POST, Choice.UP);
              return node.health().figures().degraded().contains(P);
            });
  }

  @ParameterizedTest
  @EnumSource
  void oldRequestIsAnsweredAsItWasWhateverCameBetween(Place place) {
    CastResult.Accepted first = accepted(engine.cast(vote(ONE, Choice.UP)));
    accepted(engine.cast(vote(TWO, Choice.DOWN)));
    VoteEngine there = place.moveTo(this);
    int before = cluster.ledger.records().history(POST, 100).size();

    CastResult.Accepted again = accepted(there.cast(vote(ONE, Choice.UP)));

    assertThat(again.receipt().replayed()).isTrue();
    assertThat(again.choice()).isEqualTo(Choice.UP);
    assertThat(again.receipt().castAt()).isEqualTo(first.receipt().castAt());
    assertThat(there.read(POST, ADA).choice()).isEqualTo(Choice.DOWN);
    cluster.noFaults();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(cluster.ledger.records().history(POST, 100))
        .hasSizeGreaterThanOrEqualTo(before)
        .filteredOn(entry -> entry.requestId().equals(ONE))
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void idThatIsUsedAgainForAnotherVoteIsRejected(Place place) {
    accepted(engine.cast(vote(ONE, Choice.UP).variant("a")));
    VoteEngine there = place.moveTo(this);
    assertThat(rejected(there.cast(vote(ONE, Choice.DOWN)), Reason.REQUEST_ID_REUSED).choice())
        .isEqualTo(Choice.UP);
    rejected(there.cast(vote(ONE, Choice.UP).variant("b")), Reason.REQUEST_ID_REUSED);
    rejected(
        there.cast(vote(ONE, Choice.UP).variant("a").castAt(Instant.parse("2020-01-01T00:00:00Z"))),
        Reason.REQUEST_ID_REUSED);
    assertThat(accepted(there.cast(vote(ONE, Choice.UP).variant("a"))).receipt().replayed())
        .isTrue();
    assertThat(there.read(POST, ADA).choice()).isEqualTo(Choice.UP);
  }

  @Test
  void secondClickTakesTheFirstBackAfterTheStoreLostIt() {
    assertThat(accepted(engine.toggle(ADA, POST, Choice.UP)).choice()).isEqualTo(Choice.UP);
    cluster.loseStore();
    CompletableFuture<CastResult> second =
        engine.castAsync(VoteRequest.toggle(ADA, POST, Choice.UP));
    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    assertThat(accepted(second.join()).choice()).isEqualTo(Choice.NONE);
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.read(POST, ADA).choice()).isEqualTo(Choice.NONE);
    assertThat(engine.records().history(POST, 10))
        .extracting(HistoryEntry::choice)
        .containsExactly(Choice.NONE, Choice.UP);
  }

  @Test
  void secondClickTakesTheFirstBackWhereTheLedgerLacksTheFirst() {
    VoteEngine node = cluster.node(Reconciler.withDefaults());
    accepted(node.cast(EVE, POST, Choice.UP));
    cluster.storeFaults(Faults.on("journal", Fault.BEFORE));
    CastResult.Accepted first = accepted(node.toggle(ADA, POST, Choice.UP));
    degrade(node);
    assertThat(first.durable()).isNotCompleted();

    assertThat(accepted(node.toggle(ADA, POST, Choice.UP)).choice()).isEqualTo(Choice.NONE);

    awaitDurable(first);
    cluster.noFaults();
    await().atMost(AMPLE).until(() -> node.read(POST, ADA).exact() && node.drain(AMPLE));
    await().atMost(AMPLE).until(() -> node.read(POST, ADA).choice() == Choice.NONE);
    assertThat(node.auditNow("posts").exact()).isTrue();
  }

  @Test
  void everyAcknowledgedVoteIsInTheAuditLogBeforeItIsCalledDurable() {
    CastResult.Accepted first = accepted(engine.cast(vote(ONE, Choice.UP)));
    CastResult.Accepted same = accepted(engine.cast(vote(TWO, Choice.UP)));
    CastResult.Accepted last = accepted(engine.cast(VoteRequest.cast(ADA, POST, Choice.DOWN)));
    loseStore();
    assertThat(engine.drain(AMPLE)).isTrue();
    awaitDurable(first);
    awaitDurable(same);
    assertThat(engine.records().history(POST, 10))
        .extracting(HistoryEntry::requestId)
        .containsExactly(last.requestId(), TWO, ONE);
    assertThat(engine.status(ADA, POST, ONE)).isEqualTo(RequestStatus.DURABLE);
    assertThat(engine.status(ADA, POST, TWO)).isEqualTo(RequestStatus.DURABLE);
    assertThat(engine.read(POST, ADA).choice()).isEqualTo(Choice.DOWN);
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  /** A host's callbacks run on a thread of their own. */
  private static void awaitDurable(CastResult.Accepted receipt) {
    await().atMost(AMPLE).until(() -> receipt.durable().isDone());
    assertThat(receipt.durable()).isCompleted();
  }

  /** Another node may send a newer vote again before an older one. */
  @Test
  void voteThatIsSentAgainAfterANewerOneReachesTheAuditLogToo() {
    CastResult.Accepted older = accepted(engine.cast(vote(ONE, Choice.UP)));
    VoteEngine other = cluster.node(Reconciler.builder().threads(0).build());
    cluster.loseStore();
    CompletableFuture<CastResult> newer = other.castAsync(vote(TWO, Choice.DOWN));
    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    accepted(newer.join());
    await().atMost(AMPLE).until(() -> engine.drain(AMPLE) && other.drain(AMPLE));
    awaitDurable(older);
    assertThat(engine.records().history(POST, 10))
        .extracting(HistoryEntry::requestId)
        .containsExactlyInAnyOrder(ONE, TWO);
    assertThat(engine.read(POST, ADA).choice()).isEqualTo(Choice.DOWN);
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void newerVoteWinsOverUnknownOneThatTheStoreExecutesLater() {
    AtomicBoolean asleep = new AtomicBoolean();
    Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    cluster.replaceStore(Faults.holdingCasts(cluster.store(), asleep::get, held));
    asleep.set(true);
    CastResult lost = engine.cast(vote(ONE, Choice.UP).deadline(Duration.ofMillis(200)));
    asleep.set(false);
    assertThat(lost).isInstanceOf(CastResult.Unknown.class);
    accepted(engine.cast(vote(TWO, Choice.DOWN)));
    assertThat(held).isNotEmpty();
    held.forEach(Runnable::run);
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.read(POST, ADA).choice()).isEqualTo(Choice.DOWN);
    assertThat(engine.records().history(POST, 10))
        .extracting(HistoryEntry::requestId)
        .containsExactly(TWO);
  }

  /** The voter gets no outcome of the second vote while the first one may still be done. */
  @Test
  void votesOfOneVoterOnOneSubjectTakeTurns() {
    AtomicBoolean asleep = new AtomicBoolean(true);
    Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    cluster.replaceStore(Faults.holdingCasts(cluster.store(), asleep::get, held));
    CompletableFuture<CastResult> first =
        engine.castAsync(vote(ONE, Choice.UP).deadline(Duration.ofSeconds(2)));
    asleep.set(false);
    CompletableFuture<CastResult> second = engine.castAsync(vote(TWO, Choice.DOWN));
    accepted(engine.cast(EVE, POST, Choice.UP));
    assertThat(second).isNotDone();
    CastResult hasty = engine.cast(vote(TWO, Choice.DOWN).deadline(Duration.ofMillis(50)));
    rejected(hasty, Reason.UNAVAILABLE);
    held.forEach(Runnable::run);
    assertThat(first.join()).isInstanceOf(CastResult.Unknown.class);
    accepted(second.join());
    assertThat(engine.read(POST, ADA).choice()).isEqualTo(Choice.DOWN);
  }

  @Test
  void knownRequestIsAnsweredWhereTheEngineIsFull() {
    VoteEngine full = cluster.node(reconciler(), options -> options.maxPending(1));
    CastResult.Accepted first = accepted(full.cast(vote(ONE, Choice.UP)));
    CastResult.Accepted again = accepted(full.cast(vote(ONE, Choice.UP)));
    assertThat(again.receipt().replayed()).isTrue();
    assertThat(again.receipt().castAt()).isEqualTo(first.receipt().castAt());
    rejected(full.cast(vote(ONE, Choice.DOWN)), Reason.REQUEST_ID_REUSED);
    rejected(full.cast(vote(TWO, Choice.DOWN)), Reason.UNAVAILABLE);
    rejected(full.cast(EVE, POST, Choice.UP), Reason.UNAVAILABLE);
  }

  private static Reconciler reconciler() {
    return Reconciler.builder().threads(0).build();
  }

  @Test
  void oneRequestIdDoesNotPassALimitOverAllSubjects() {
    VoteEngine limited =
        cluster.node(reconciler(), options -> options.limitPerVoter(1, Duration.ofHours(1)));
    for (int i = 0; i < 50; i++) {
      SubjectId subject = SubjectId.of("posts", "s" + i);
      CastResult result = limited.cast(VoteRequest.cast(ADA, subject, Choice.UP).requestId(ONE));
      if (i == 0) {
        accepted(result);
      } else {
        rejected(result, Reason.RATE_LIMITED);
      }
    }
    VoteRequest first = VoteRequest.cast(ADA, SubjectId.of("posts", "s0"), Choice.UP);
    assertThat(accepted(limited.cast(first.requestId(ONE))).receipt().replayed()).isTrue();
  }

  @Test
  void statusIsOfOneVotersRequest() {
    VoteEngine other = cluster.node(reconciler());
    accepted(engine.cast(vote(ONE, Choice.UP)));
    accepted(engine.cast(vote(TWO, Choice.UP)));
    assertThat(engine.status(ADA, POST, ONE)).isEqualTo(RequestStatus.PENDING);
    assertThat(engine.status(ADA, POST, TWO)).isEqualTo(RequestStatus.PENDING);
    assertThat(engine.status(EVE, POST, ONE)).isEqualTo(RequestStatus.UNKNOWN);
    assertThat(other.status(ADA, POST, ONE)).isEqualTo(RequestStatus.PENDING);
    assertThat(other.status(EVE, POST, ONE)).isEqualTo(RequestStatus.UNKNOWN);
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.status(ADA, POST, ONE)).isEqualTo(RequestStatus.DURABLE);
    assertThat(engine.status(ADA, POST, TWO)).isEqualTo(RequestStatus.DURABLE);
    assertThat(engine.status(EVE, POST, ONE)).isEqualTo(RequestStatus.UNKNOWN);
  }

  /** The other node does not know yet that the ledger has the vote, and the store has lost it. */
  @Test
  void erasedVoterDoesNotComeBackWhenTheVoteIsSentAgain() {
    VoteEngine deaf = cluster.node(reconciler());
    accepted(deaf.cast(vote(ONE, Choice.UP)));
    assertThat(engine.drain(AMPLE)).isTrue();
    engine.administration().erase(ADA);
    loseStore();
    assertThat(deaf.drain(AMPLE)).isTrue();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.read(POST, ADA).tally().up()).isEqualTo(1);
    assertThat(engine.read(POST, ADA).choice()).isEqualTo(Choice.NONE);
    assertThat(engine.records().votesOf(ADA, null, null, 10).votes()).isEmpty();
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void importDatedAheadDoesNotLiftOtherVoters() {
    Instant ahead = Instant.now().plusSeconds(50);
    VoteRequest imported = VoteRequest.cast(ADA, POST, Choice.UP).castAt(ahead);
    assertThat(accepted(engine.cast(imported)).receipt().castAt()).isAfter(ahead.minusSeconds(1));
    CastResult.Accepted next = accepted(engine.cast(ADA, POST, Choice.DOWN));
    assertThat(next.receipt().castAt()).isAfter(ahead.minusSeconds(1));
    assertThat(accepted(engine.cast(EVE, POST, Choice.UP)).receipt().castAt()).isBefore(ahead);
    assertThat(accepted(engine.cast(EVE, POST, Choice.DOWN)).receipt().castAt()).isBefore(ahead);
  }

  /** The ledger has the other voter's vote with the same id, and the store has lost this one. */
  @Test
  void voteIsNotTakenForAnotherVotersOfTheSameId() {
    accepted(engine.cast(VoteRequest.cast(EVE, POST, Choice.UP).requestId(ONE)));
    assertThat(engine.drain(AMPLE)).isTrue();
    accepted(engine.cast(vote(ONE, Choice.UP)));
    loseStore();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.records().history(POST, 10))
        .extracting(HistoryEntry::voter)
        .containsExactlyInAnyOrder(EVE, ADA);
    assertThat(engine.read(POST, EVE).tally().up()).isEqualTo(2);
    assertThat(engine.status(ADA, POST, ONE)).isEqualTo(RequestStatus.DURABLE);
  }

  /** The time that the first vote may have received is not taken for that of a newer vote. */
  @Test
  void voteOfUnknownOutcomeDoesNotOvertakeTheNextOne() {
    accepted(engine.cast(EVE, POST, Choice.UP));
    cluster.storeFaults(Faults.on("cast", Fault.AFTER));
    CastResult unknown = engine.cast(vote(ONE, Choice.UP).deadline(Duration.ofMillis(100)));
    assertThat(unknown).isInstanceOf(CastResult.Unknown.class);
    Faults.Few lost = Faults.once("cast", Fault.LOST);
    cluster.storeFaults(lost);
    assertThat(accepted(engine.cast(vote(TWO, Choice.DOWN))).choice()).isEqualTo(Choice.DOWN);
    assertThat(lost.isOver()).isTrue();
  }

  @Test
  void voteThatWasSentAgainAfterANewerOneIsAnsweredAsItWas() {
    Reconciler second = reconciler();
    VoteEngine other = cluster.node(second);
    accepted(engine.cast(vote(ONE, Choice.UP)));
    cluster.loseStore();
    assertThat(second.step(P)).isEqualTo(StepResult.RECOVERED);
    accepted(other.cast(vote(TWO, Choice.DOWN)));
    await().atMost(AMPLE).until(() -> engine.drain(AMPLE) && other.drain(AMPLE));
    assertThat(accepted(other.cast(vote(ONE, Choice.UP))).receipt().replayed()).isTrue();
    assertThat(engine.read(POST, ADA).choice()).isEqualTo(Choice.DOWN);
    assertThat(engine.records().history(POST, 10)).hasSize(2);
  }

  @Test
  void forgottenRequestIsNotRepeatedWhileTheLedgerLags() {
    VoteEngine other = cluster.node(reconciler(), options -> options.acceptedDeadline(SOON));
    CastResult.Accepted first = accepted(engine.cast(vote(ONE, Choice.UP)));
    for (int i = 0; i < 12; i++) {
      accepted(engine.cast(ADA, POST, Choice.DOWN));
    }
    CastResult.Accepted again = accepted(engine.cast(vote(ONE, Choice.UP)));
    assertThat(again.receipt().replayed()).isTrue();
    assertThat(again.receipt().castAt()).isEqualTo(first.receipt().castAt());
    assertThat(again.durable()).isNotCompleted();
    rejected(other.cast(vote(ONE, Choice.UP)), Reason.UNAVAILABLE);
    assertThat(engine.drain(AMPLE)).isTrue();
    awaitDurable(again);
    assertThat(accepted(other.cast(vote(ONE, Choice.UP))).receipt().replayed()).isTrue();
    assertThat(engine.read(POST, ADA).choice()).isEqualTo(Choice.DOWN);
    assertThat(engine.records().history(POST, 100)).hasSize(13);
  }

  @Test
  void oneVoterCannotHaveAnyNumberOfVotesWait() {
    AtomicBoolean asleep = new AtomicBoolean(true);
    Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    cluster.replaceStore(Faults.holdingCasts(cluster.store(), asleep::get, held));
    List<CompletableFuture<CastResult>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(
          engine.castAsync(VoteRequest.cast(ADA, POST, Choice.UP).deadline(Duration.ofSeconds(2))));
    }
    await().atMost(AMPLE).until(() -> answers.stream().filter(Future::isDone).count() >= 136);
    assertThat(answers.get(1)).isNotDone();
    asleep.set(false);
    answers.forEach(CompletableFuture::join);
    accepted(engine.cast(ADA, POST, Choice.UP));
  }
}
