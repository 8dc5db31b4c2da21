package io.voteengine.sync.degraded;

import static io.voteengine.sync.testing.Results.accepted;
import static io.voteengine.sync.testing.Results.assertShows;
import static io.voteengine.sync.testing.Results.isRejected;
import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.CastResult.Accepted;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.tck.testing.SomeLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Votes while the store cannot be reached, and the way back. */
@Execution(CONCURRENT)
class DegradedModeTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId BOB = VoterId.of("bob");
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final Cluster cluster = new Cluster();
  private VoteEngine engine;

  @BeforeEach
  void start() {
    engine = cluster.node(Reconciler.withDefaults());
    engine.polls().define(Poll.named("posts").limit(5, Duration.ofHours(1)));
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  /** Cuts the store off from all engines, except the one with which a test looks. */
  private void cutStore() {
    cluster.storeFaults(Faults.always(Fault.BEFORE));
  }

  private void awaitHealed() {
    await()
        .atMost(AMPLE)
        .untilAsserted(
            () -> {
              SubjectView view = engine.read(POST, ADA);
              assertThat(view.exact()).isTrue();
              assertThat(cluster.ledger.stale(null, 1)).isEmpty();
            });
  }

  @Test
  void votesAreCastInTheLedgerAndAreDurableAtOnce() {
    accepted(engine.cast(ADA, POST, Choice.UP));
    assertThat(engine.drain(AMPLE)).isTrue();
    cutStore();

    CastResult.Accepted receipt = accepted(engine.cast(BOB, POST, Choice.UP));

    assertThat(receipt.durable()).isCompleted();
    assertThat(receipt.tally().up()).isEqualTo(2);
    assertThat(cluster.ledger.records().history(POST, 10)).hasSize(2);
    SubjectView page = engine.read(POST, BOB);
    assertThat(page.choice()).isEqualTo(Choice.UP);
    assertThat(page.exact()).isFalse();
  }

  @Test
  void versionsRiseWhenAPartitionIsLeftAndWhenItsStoreServesAgain() {
    accepted(engine.cast(ADA, POST, Choice.UP));
    assertThat(engine.drain(AMPLE)).isTrue();
    cluster.storeFaults(Faults.on("journal", Fault.BEFORE));
    CastResult.Accepted last = accepted(engine.cast(VoterId.of("eve"), POST, Choice.DOWN));
    for (int i = 0; i < 15; i++) {
      last = accepted(engine.cast(VoterId.of("voter-" + i), POST, Choice.UP));
    }
    assertThat(last.receipt().exact()).isTrue();
    cutStore();
    CastResult.Accepted direct = accepted(engine.cast(BOB, POST, Choice.UP));
    assertThat(direct.tally().isNewerThan(last.tally())).isTrue();
    assertThat(direct.receipt().exact()).as("the ledger lacks what the store holds").isFalse();
    SubjectView page = engine.read(POST, BOB);
    assertThat(page.tally()).isEqualTo(direct.tally());
    assertThat(page.exact()).isFalse();
    cluster.noFaults();
    awaitHealed();
    SubjectView healed = engine.read(POST, BOB);
    assertThat(healed.tally().isNewerThan(direct.tally())).isTrue();
    assertThat(healed.tally().up()).isEqualTo(17);
    assertThat(healed.tally().down()).isEqualTo(1);
    CastResult.Accepted next = accepted(engine.cast(BOB, POST, Choice.DOWN));
    assertThat(next.tally().version()).isEqualTo(healed.tally().version() + 1);
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void pollSeenClosedByAStoreStaysClosedForLaterClocks() {
    Instant closes = Instant.now().plus(Duration.ofHours(1));
    VoteStore ahead =
        InMemoryVoteStore.builder().clock(() -> Instant.now().plus(Duration.ofHours(2))).build();
    ahead.open(Cluster.PARTITIONS, SomeLedger.ID);
    cluster.replaceStore(ahead);
    engine.polls().define(Poll.named("launch").closesAt(closes));
    SubjectId subject = SubjectId.of("launch", "42");
    rejected(engine.cast(ADA, subject, Choice.UP), Reason.POLL_CLOSED);
    await()
        .atMost(AMPLE)
        .until(() -> cluster.ledger.polls().list().stream().anyMatch(PollSnapshot::over));
    cutStore();
    rejected(engine.cast(BOB, subject, Choice.UP), Reason.POLL_CLOSED);
    cluster.loseStore();
    cluster.noFaults();
    await().atMost(AMPLE).until(() -> engine.read(subject, BOB).exact());
    rejected(engine.cast(BOB, subject, Choice.UP), Reason.POLL_CLOSED);
    CastResult imported =
        engine.cast(VoteRequest.cast(BOB, subject, Choice.UP).castAt(Instant.now()));
    assertThat(accepted(imported).choice()).isEqualTo(Choice.UP);
  }

  @Test
  void storeServesAgainOnceItKnowsWhatWasChangedWithoutIt() {
    accepted(engine.cast(ADA, POST, Choice.UP));
    assertThat(engine.drain(AMPLE)).isTrue();
    cutStore();
    accepted(engine.cast(ADA, POST, Choice.DOWN));
    accepted(engine.cast(BOB, POST, Choice.DOWN));
    cluster.noFaults();
    awaitHealed();
    SubjectView view = engine.read(POST, ADA);
    assertThat(view.tally().down()).isEqualTo(2);
    assertThat(view.tally().up()).isZero();
    assertThat(view.choice()).isEqualTo(Choice.DOWN);
    accepted(engine.toggle(ADA, POST, Choice.DOWN));
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.auditNow("posts").exact()).isTrue();
    assertThat(cluster.ledger.records().audit("posts").tallies().down()).isEqualTo(1);
  }

  @Test
  void storeThatLostEverythingMeanwhileServesAgain() {
    accepted(engine.cast(ADA, POST, Choice.UP));
    cutStore();
    accepted(engine.cast(BOB, POST, Choice.UP));
    cluster.loseStore();
    cluster.noFaults();
    await().atMost(AMPLE).until(() -> engine.drain(AMPLE));
    awaitHealed();
    assertThat(engine.read(POST, ADA).tally().up()).isEqualTo(2);
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void storeThatAnswersAgainIsNotLeftToTheBackOff() {
    Duration day = Duration.ofDays(1);
    try (VoteEngine patient = cluster.node(Reconciler.builder().backoff(day, day).build())) {
      engine.close();
      AtomicInteger failed = new AtomicInteger();
      cluster.storeFaults(
          method -> {
            if (method.equals("journal")) {
              failed.incrementAndGet();
            }
            return Fault.BEFORE;
          });
      await().atMost(AMPLE).until(() -> failed.get() == Cluster.PARTITIONS);
      accepted(patient.cast(ADA, POST, Choice.UP));
      cluster.loseStore();
      cluster.noFaults();
      await().atMost(AMPLE).until(() -> patient.read(POST, ADA).exact());
      assertThat(patient.read(POST, ADA).tally().up()).isEqualTo(1);
      for (int i = 0; i < 4 * Cluster.PARTITIONS; i++) {
        SubjectId elsewhere = SubjectId.of("posts", "s" + i);
        accepted(patient.cast(VoterId.of("v" + i), elsewhere, Choice.UP));
      }
    }
  }

  @Test
  void otherNodesThatReachTheStoreShowTheVotesToo() {
    try (VoteEngine other = nodeThatReachesAll()) {
      accepted(other.cast(ADA, POST, Choice.UP));
      assertThat(other.drain(AMPLE)).isTrue();
      cutStore();
      accepted(engine.cast(BOB, POST, Choice.UP));
      await().atMost(AMPLE).until(() -> other.read(POST, BOB).choice() == Choice.UP);
      assertThat(other.read(POST, BOB).tally().up()).isEqualTo(2);
      assertThat(other.read(POST, BOB).exact()).isTrue();
    }
  }

  private VoteEngine nodeThatReachesAll() {
    return VoteEngine.builder(
            Faults.store(cluster::store, Faults.none()),
            Faults.ledger(cluster.ledger, Faults.none()))
        .reconciler(Reconciler.withDefaults())
        .partitions(Cluster.PARTITIONS)
        .acceptedDeadline(AMPLE)
        .build();
  }

  @Test
  void newerOfTwoVotesCountsWhicheverWayItTook() {
    try (VoteEngine other = nodeThatReachesAll()) {
      cutStore();
      accepted(engine.cast(ADA, POST, Choice.UP));
      await().atMost(AMPLE).until(() -> other.read(POST, ADA).choice() == Choice.UP);
      accepted(other.cast(ADA, POST, Choice.DOWN));
      assertThat(other.drain(AMPLE)).isTrue();
      assertThat(other.read(POST, ADA).choice()).isEqualTo(Choice.DOWN);
      assertThat(accepted(engine.cast(ADA, POST, Choice.UP)).tally().up()).isEqualTo(1);
      cluster.noFaults();
      awaitHealed();
      assertThat(engine.read(POST, ADA).choice()).isEqualTo(Choice.UP);
      assertThat(engine.auditNow("posts").exact()).isTrue();
    }
  }

  @Test
  void voteWhoseWayIntoTheStoreIsNotKnownCountsOnce() {
    cluster.storeFaults(method -> method.equals("cast") ? Fault.AFTER : Fault.BEFORE);
    accepted(engine.cast(VoteRequest.toggle(ADA, POST, Choice.UP)));
    cluster.noFaults();
    awaitHealed();
    assertThat(engine.drain(AMPLE)).isTrue();
    awaitHealed();
    assertThat(engine.read(POST, ADA).tally().up()).isEqualTo(1);
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void storeThatAnswersIsNotLeftForItsVotesThatMissTheirDeadline() {
    accepted(engine.cast(BOB, POST, Choice.UP));
    cluster.storeFaults(Faults.on("cast", Fault.AFTER));
    VoteRequest vote = VoteRequest.cast(ADA, POST, Choice.UP).requestId(RequestId.named("r"));
    for (int i = 0; i < 20; i++) {
      assertThat(engine.cast(vote.deadline(Duration.ofMillis(200))))
          .isInstanceOf(CastResult.Unknown.class);
    }
    assertThat(engine.health().figures().degraded()).isEmpty();
    cluster.noFaults();
    assertThat(accepted(engine.cast(vote)).receipt().replayed()).isTrue();
    assertThat(cluster.ledger.stale(null, 1)).isEmpty();
  }

  @Test
  void storeThatSaysNothingIsLeft() {
    cluster.storeFaults(method -> method.equals("cast") ? Fault.LOST : Fault.HANGS);
    accepted(engine.cast(ADA, POST, Choice.UP));
    assertThat(engine.health().figures().degraded()).hasSize(1);
  }

  @Test
  void storeThatIsSilentForOnceIsNotLeft() {
    AtomicInteger asked = new AtomicInteger();
    cluster.storeFaults(
        method -> {
          if (method.equals("cast") && asked.get() < 2) {
            return Fault.LOST;
          }
          return method.equals("state") && asked.getAndIncrement() == 0 ? Fault.HANGS : Fault.NONE;
        });
    CastResult.Accepted receipt = accepted(engine.cast(ADA, POST, Choice.UP));
    assertThat(asked.get()).isGreaterThan(1);
    assertThat(engine.health().figures().degraded()).isEmpty();
    assertThat(receipt.durable()).succeedsWithin(AMPLE);
  }

  @Test
  void voteWhoseCommitIsNotAnsweredCountsOnce() {
    cluster.faults(Faults.always(Fault.BEFORE), Faults.few(3, "cast", Fault.AFTER));
    CastResult.Accepted receipt = accepted(engine.cast(VoteRequest.toggle(ADA, POST, Choice.UP)));
    assertThat(receipt.receipt().replayed()).isTrue();
    assertThat(receipt.choice()).isEqualTo(Choice.UP);
    assertThat(cluster.ledger.records().history(POST, 10)).hasSize(1);
  }

  @Test
  void withoutLedgerEitherVotesAreRefusedByTheDeadline() {
    cluster.faults(Faults.always(Fault.BEFORE), Faults.always(Fault.BEFORE));
    VoteRequest vote = VoteRequest.cast(ADA, POST, Choice.UP).deadline(Duration.ofSeconds(1));
    rejected(engine.cast(vote), Reason.UNAVAILABLE);
    cluster.noFaults();
    assertThat(engine.auditNow("posts").events().up()).isZero();
  }

  @Test
  void limitHoldsOnThisNode() {
    cutStore();
    List<CastResult> results =
        IntStream.range(0, 8)
            .mapToObj(i -> engine.cast(ADA, POST, i % 2 == 0 ? Choice.UP : Choice.DOWN))
            .toList();
    assertThat(results.subList(0, 5)).allMatch(Accepted.class::isInstance);
    assertThat(results.subList(5, 8)).allMatch(result -> isRejected(result, Reason.RATE_LIMITED));
    accepted(engine.cast(BOB, POST, Choice.UP));
  }

  @Test
  void refusalOfVoteWithOwnRequestIdShowsChoiceAndTally() {
    cutStore();
    for (int i = 0; i < 5; i++) {
      accepted(engine.cast(ADA, POST, i % 2 == 0 ? Choice.UP : Choice.DOWN));
    }
    VoteRequest named =
        VoteRequest.cast(ADA, POST, Choice.DOWN).requestId(RequestId.named("sixth"));
    assertShows(rejected(engine.cast(named), Reason.RATE_LIMITED), Choice.UP, 1, 0);
  }

  @Test
  void topAsksNoStoreThatDoesNotAnswer() {
    accepted(engine.cast(ADA, POST, Choice.UP));
    assertThat(engine.drain(AMPLE)).isTrue();
    AtomicInteger asked = new AtomicInteger();
    cluster.storeFaults(
        method -> {
          if (method.equals("top")) {
            asked.incrementAndGet();
          }
          return method.equals("cast") ? Fault.LOST : Fault.HANGS;
        });
    for (int i = 0; i < Cluster.PARTITIONS * 8; i++) {
      SubjectId subject = SubjectId.of("posts", "degrade-" + i);
      engine.castAsync(VoteRequest.cast(BOB, subject, Choice.UP).deadline(AMPLE));
    }
    await()
        .atMost(AMPLE)
        .until(() -> engine.health().figures().degraded().size() == Cluster.PARTITIONS);
    List<SubjectView> top = engine.top("posts", 100);
    assertThat(top).extracting(SubjectView::subject).contains(POST);
    assertThat(top).noneMatch(SubjectView::exact);
    assertThat(asked).hasValue(0);
  }

  @Test
  void replaysTakeNoPermit() {
    cutStore();
    VoteRequest vote = VoteRequest.cast(ADA, POST, Choice.UP).requestId(RequestId.named("r"));
    for (int i = 0; i < 20; i++) {
      assertThat(accepted(engine.cast(vote)).receipt().replayed()).isEqualTo(i > 0);
    }
  }

  @Test
  void pollsRefuseAsInTheStore() {
    cutStore();
    rejected(engine.cast(ADA, SubjectId.of("no-such-poll", "1"), Choice.UP), Reason.POLL_NOT_OPEN);
  }

  @Test
  void votesAtOnceShareTransactions() {
    AtomicInteger transactions = new AtomicInteger();
    cutStore();
    accepted(engine.cast(BOB, POST, Choice.UP));
    cluster.faults(
        Faults.always(Fault.BEFORE),
        method -> {
          if (method.equals("cast")) {
            transactions.incrementAndGet();
          }
          return Fault.NONE;
        });
    List<CompletableFuture<CastResult>> votes =
        IntStream.range(0, 500)
            .mapToObj(i -> VoteRequest.cast(VoterId.of("voter-" + i), POST, Choice.UP))
            .map(vote -> engine.castAsync(vote.ack(Ack.DURABLE)))
            .toList();
    votes.forEach(vote -> accepted(vote.join()));
    assertThat(transactions.get()).isLessThan(250);
    assertThat(engine.read(POST, null).tally().up()).isEqualTo(501);
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void hostThatWantsNoDegradedModeIsNotifiedThatTheStoreIsAway() {
    VoteEngine strict = cluster.node(Reconciler.builder().withoutDegradedMode().build());
    cutStore();
    VoteRequest vote = VoteRequest.cast(ADA, POST, Choice.UP).deadline(Duration.ofMillis(100));
    rejected(strict.cast(vote), Reason.UNAVAILABLE);
  }
}
