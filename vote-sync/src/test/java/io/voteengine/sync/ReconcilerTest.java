package io.voteengine.sync;

import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestStatus;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reconciler, step by step, without its threads. */
class ReconcilerTest {
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final int P = POST.partition(Cluster.PARTITIONS);

  private final Cluster cluster = new Cluster();
  private final Reconciler reconciler = stepByStep();
  private VoteEngine engine;

  private static Reconciler stepByStep() {
    return Reconciler.builder().threads(0).build();
  }

  @BeforeEach
  void start() {
    engine = cluster.node(reconciler);
    engine.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private CastResult.Accepted vote(String voter) {
    CastResult result = engine.cast(VoterId.of(voter), POST, Choice.UP);
    assertThat(result).isInstanceOf(CastResult.Accepted.class);
    return (CastResult.Accepted) result;
  }

  private static CompletableFuture<?> durable(CastResult.Accepted receipt) {
    return receipt.durable();
  }

  private long recorded() {
    var audit = cluster.ledger.records().audit("posts");
    assertThat(audit.exact()).isTrue();
    return audit.votes().up();
  }

  private PartitionState.Meta meta() {
    PartitionState.Meta meta = cluster.store().state(P).toCompletableFuture().join().meta();
    assertThat(meta).isNotNull();
    return meta;
  }

  private int journalSize() {
    return cluster.store().journal(P, 100).toCompletableFuture().join().events().size();
  }

  @Test
  void stepCommitsTheJournalAndTrimsIt() {
    CastResult.Accepted receipt = vote("ada");
    assertThat(durable(receipt)).isNotDone();
    assertThat(recorded()).isZero();

    assertThat(reconciler.step(P)).isEqualTo(StepResult.FLUSHED);

    assertThat(durable(receipt)).succeedsWithin(AMPLE);
    assertThat(recorded()).isEqualTo(1);
    assertThat(journalSize()).isZero();
    assertThat(meta().applied()).isEqualTo(1);
    assertThat(reconciler.step(P)).isEqualTo(StepResult.IDLE);
  }

  @Test
  void whatWasCommittedButNotTrimmedIsNotAppliedAgain() {
    vote("ada");
    cluster.storeFaults(Faults.once("applied", Fault.BEFORE));
    assertThatThrownBy(() -> reconciler.step(P)).hasMessageContaining("applied");
    assertThat(journalSize()).isEqualTo(1);

    vote("bob");
    assertThat(reconciler.step(P)).isEqualTo(StepResult.FLUSHED);

    assertThat(recorded()).isEqualTo(2);
    assertThat(cluster.ledger.records().history("posts", 10)).hasSize(2);
    assertThat(journalSize()).isZero();
  }

  @Test
  void commitWithALostReplyIsDiscovered() {
    CastResult.Accepted receipt = vote("ada");
    cluster.ledgerFaults(Faults.once("apply", Fault.AFTER));
    assertThatThrownBy(() -> reconciler.step(P)).isInstanceOf(VoteLedgerException.class);

    assertThat(reconciler.step(P)).isEqualTo(StepResult.IDLE);
    assertThat(durable(receipt)).succeedsWithin(AMPLE);
    assertThat(recorded()).isEqualTo(1);
    assertThat(cluster.ledger.records().history("posts", 10)).hasSize(1);
    assertThat(journalSize()).isZero();
  }

  @Test
  void secondReconcilerIsFencedOrIdleAndDoublesNothing() {
    Reconciler other = stepByStep();
    cluster.node(other);
    vote("ada");
    assertThat(reconciler.step(P)).isEqualTo(StepResult.FLUSHED);
    vote("bob");

    assertThat(other.step(P)).isEqualTo(StepResult.FLUSHED);
    vote("eve");
    assertThat(reconciler.step(P)).isEqualTo(StepResult.FLUSHED);

    assertThat(recorded()).isEqualTo(3);
    assertThat(cluster.ledger.records().history("posts", 10)).hasSize(3);
  }

  @Test
  void engineLearnsWhatAnotherNodeMadeDurable() {
    CastResult.Accepted receipt = vote("ada");
    Reconciler other = stepByStep();
    cluster.node(other);
    assertThat(other.step(P)).isIn(StepResult.FLUSHED, StepResult.IDLE);
    assertThat(recorded()).isEqualTo(1);

    reconciler.step(P);
    assertThat(durable(receipt)).succeedsWithin(AMPLE);
  }

  @Test
  void emptyStoreIsRecoveredAndAcknowledgedVotesAreResent() {
    CastResult.Accepted first = vote("ada");
    reconciler.step(P);
    CastResult.Accepted lost = vote("bob");
    Tally before = lost.tally();
    long epoch = meta().epoch();
    cluster.loseStore();

    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    assertThat(engine.drain(AMPLE)).isTrue();
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              reconciler.step(P);
              return durable(lost).isDone();
            });

    assertThat(durable(first)).isCompleted();
    assertThat(durable(lost)).isCompleted();
    assertThat(recorded()).isEqualTo(2);
    assertThat(meta().epoch()).isGreaterThan(epoch);
    Tally after = engine.read(POST, null).tally();
    assertThat(after.up()).isEqualTo(2);
    assertThat(after.isNewerThan(before)).isTrue();
  }

  @Test
  void journalTrimmedPastTheWatermarkHeals() {
    CastResult.Accepted lost = vote("ada");
    Position position = cluster.ledger.position(P);
    cluster.store().applied(position.term(), 1);
    vote("bob");

    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              reconciler.step(P);
              return durable(lost).isDone();
            });
    assertThat(recorded()).isEqualTo(2);
    assertThat(engine.read(POST, null).tally().up()).isEqualTo(2);
  }

  /** Loads the subject with counts that the ledger does not have. */
  private void countTooMany() {
    Position position = cluster.ledger.position(P);
    engine.cast(VoterId.of("ada"), SubjectId.of("posts", "to load the poll"), Choice.UP);
    cluster
        .store()
        .loadSubjects(
            position.term(),
            meta().evictions(),
            List.of(new SubjectSnapshot(POST, 1_000, 0, 5, true)));
  }

  @Test
  void driftedSubjectIsReloaded() {
    countTooMany();
    assertThat(vote("ada").tally().up()).isEqualTo(1_001);

    assertThat(reconciler.step(P)).isEqualTo(StepResult.FLUSHED);

    assertThat(engine.read(POST, null).tally().up()).isEqualTo(1);
    assertThat(vote("bob").tally().up()).isEqualTo(2);
    reconciler.step(P);
    assertThat(recorded()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void drainSaysWhetherEverythingArrived() {
    vote("ada");
    cluster.ledgerFaults(Faults.on("apply", Fault.BEFORE));
    assertThat(engine.drain(Duration.ofMillis(50))).isFalse();
    cluster.noFaults();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(recorded()).isEqualTo(1);
  }

  @Test
  void drainWaitsForVotesThatAreSentAgain() {
    CastResult.Accepted lost = vote("ada");
    cluster.loseStore();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(recorded()).isEqualTo(1);
    assertThat(durable(lost)).succeedsWithin(AMPLE);
  }

  @Test
  void drainWaitsForVotesThatAreBeingSentAgainWhenItBegins() {
    vote("ada");
    cluster.loseStore();
    cluster.storeFaults(Faults.on("cast", Fault.BEFORE));
    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    assertThat(engine.drain(Duration.ofMillis(50))).isFalse();
    cluster.noFaults();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(recorded()).isEqualTo(1);
  }

  @Test
  void resentVotesCountAgainstTheLimitUntilTheLedgerHasThem() {
    VoteEngine small = cluster.node(stepByStep(), builder -> builder.maxPending(1));
    for (int i = 0; i < 3; i++) {
      assertThat(small.cast(VoterId.of("v" + i), POST, Choice.UP))
          .isInstanceOf(CastResult.Accepted.class);
      cluster.loseStore();
      cluster.storeFaults(Faults.on("cast", Fault.BEFORE));
      assertThat(small.drain(Duration.ofMillis(50))).isFalse();
      rejected(small.cast(VoterId.of("late"), POST, Choice.UP), Reason.UNAVAILABLE);
      cluster.noFaults();
      assertThat(small.drain(AMPLE)).isTrue();
      assertThat(recorded()).isEqualTo(i + 1);
    }
  }

  /** On a thread of its own: the common pool may have only one, which a blocking test occupies. */
  private static <T> CompletableFuture<T> apart(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, task -> new Thread(task).start());
  }

  private static boolean held(CountDownLatch latch) {
    try {
      return latch.await(AMPLE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void drainDoesNotGiveUpAtAFailureThatPasses() {
    vote("ada");
    cluster.storeFaults(Faults.once("state", Fault.BEFORE));
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(recorded()).isEqualTo(1);
  }

  @Test
  void drainDoesNotSayThatLostVotesArrived() {
    CastResult.Accepted lost = vote("ada");
    cluster.loseStore();
    cluster.storeFaults(Faults.on("cast", Fault.BEFORE));
    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    Term term = cluster.ledger.position(P).term();
    Poll poll = Poll.named("posts").unlimited();
    cluster.store().loadPoll(term, new PollSnapshot(poll, PollSnapshot.State.SEALED));
    CompletableFuture<Boolean> drained = apart(() -> engine.drain(AMPLE));
    cluster.noFaults();
    assertThat(durable(lost)).failsWithin(AMPLE);
    assertThat(drained).succeedsWithin(AMPLE);
    assertThat(recorded()).isZero();
  }

  @Test
  void interruptedThreadDrainsAndStaysInterrupted() {
    vote("ada");
    Thread.currentThread().interrupt();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(recorded()).isEqualTo(1);
  }

  @Test
  void drainDoesNotWaitForAStepOfAnotherThreadBeyondItsTimeout() throws Exception {
    vote("ada");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    cluster.ledgerFaults(
        method -> {
          if (method.equals("apply")) {
            begun.countDown();
            assertThat(held(released)).isTrue();
          }
          return Fault.NONE;
        });
    CompletableFuture<StepResult> step = apart(() -> reconciler.step(P));
    assertThat(begun.await(AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(apart(() -> engine.drain(Duration.ofMillis(20))))
        .succeedsWithin(AMPLE)
        .isEqualTo(false);
    assertThat(step).isNotDone();
    released.countDown();
    assertThat(step).succeedsWithin(AMPLE).isEqualTo(StepResult.FLUSHED);
  }

  @Test
  void resentVoteIsPending() {
    CastResult.Accepted lost = vote("ada");
    cluster.loseStore();
    cluster.storeFaults(Faults.on("cast", Fault.BEFORE));
    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    assertThat(engine.status(VoterId.of("ada"), POST, lost.requestId()))
        .isEqualTo(RequestStatus.PENDING);
    cluster.noFaults();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.status(VoterId.of("ada"), POST, lost.requestId()))
        .isEqualTo(RequestStatus.DURABLE);
  }

  @Test
  void drainHeedsItsTimeoutWhenTheStoreHangs() {
    vote("ada");
    cluster.storeFaults(Faults.always(Fault.HANGS));
    assertThat(apart(() -> engine.drain(Duration.ofMillis(50))))
        .succeedsWithin(AMPLE)
        .isEqualTo(false);
  }

  @Test
  void failedUnloadIsRepeated() {
    countTooMany();
    vote("ada");
    cluster.storeFaults(Faults.once("unload", Fault.BEFORE));
    assertThatThrownBy(() -> reconciler.step(P)).hasMessageContaining("unload");

    reconciler.step(P);
    assertThat(engine.read(POST, null).tally().up()).isEqualTo(1);
  }

  @Test
  void subjectThatDriftedInAnUnheardCommitIsReloaded() {
    countTooMany();
    assertThat(vote("ada").tally().up()).isEqualTo(1_001);
    cluster.ledgerFaults(Faults.once("apply", Fault.AFTER));
    assertThatThrownBy(() -> reconciler.step(P)).isInstanceOf(VoteLedgerException.class);

    assertThat(reconciler.step(P)).isEqualTo(StepResult.IDLE);

    assertThat(engine.read(POST, null).tally().up()).isEqualTo(1);
  }

  @Test
  void closingTheEngineDrainsFirst() {
    CastResult.Accepted receipt = vote("ada");
    engine.close();
    assertThat(durable(receipt)).succeedsWithin(AMPLE);
    assertThat(recorded()).isEqualTo(1);
  }

  @Test
  void whatClosingCannotDrainIsNotifiedToWhoWaits() {
    VoteEngine hasty =
        cluster.node(stepByStep(), builder -> builder.drainTimeout(Duration.ofMillis(20)));
    CastResult.Accepted receipt = vote("ada");
    cluster.ledgerFaults(Faults.on("apply", Fault.BEFORE));
    CastResult cast = hasty.cast(VoterId.of("bob"), POST, Choice.UP);
    hasty.close();

    assertThat(durable((CastResult.Accepted) cast))
        .failsWithin(AMPLE)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("closed");
    cluster.noFaults();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(durable(receipt)).succeedsWithin(AMPLE);
    assertThat(recorded()).isEqualTo(2);
  }

  @Test
  void reconcilerServesOneEngineOnly() {
    assertThatThrownBy(() -> cluster.node(reconciler)).isInstanceOf(IllegalStateException.class);
    vote("ada");
    assertThat(reconciler.step(P)).isEqualTo(StepResult.FLUSHED);
  }

  @Test
  void optionsOutOfRangeAreNamed() {
    assertThatThrownBy(() -> Reconciler.builder().threads(65))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threads");
    assertThatThrownBy(() -> Reconciler.builder().maxBatchSize(0))
        .hasMessageContaining("maxBatchSize");
    assertThatThrownBy(() -> Reconciler.builder().linger(Duration.ofMillis(-1)))
        .hasMessageContaining("linger");
    assertThatThrownBy(() -> Reconciler.builder().storeTimeout(Duration.ZERO))
        .hasMessageContaining("storeTimeout");
    assertThatThrownBy(() -> Reconciler.builder().backoff(AMPLE, Duration.ofSeconds(1)))
        .hasMessageContaining("backoff");
  }
}
