package io.voteengine.sync.engine.health;

import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.health.VoteFigures;
import io.voteengine.health.VoteHealth;
import io.voteengine.health.VoteHealth.Part;
import io.voteengine.health.VoteHealth.Status;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.listener.VoteListener;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.sync.testing.OwnDatabase;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests each rule of {@link VoteHealth} by breaking what it is about. */
class EngineHealthTest {
  private static final Duration SOON = Duration.ofMillis(500);
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final int P = POST.partition(Cluster.PARTITIONS);
  private static final Faults.Plan CUT = Faults.always(Fault.BEFORE);

  private final OwnDatabase database = new OwnDatabase();
  private final Cluster cluster = new Cluster(JdbcVoteLedger.over(database.source()));
  private final Reconciler reconciler = Reconciler.builder().threads(0).build();
  private final CountDownLatch released = new CountDownLatch(1);
  private boolean databaseIsUp = true;

  @AfterEach
  void close() {
    released.countDown();
    cluster.close();
    if (databaseIsUp) {
      database.shutDown();
    }
  }

  private VoteEngine engine() {
    return engine(builder -> builder);
  }

  private VoteEngine engine(UnaryOperator<VoteEngineBuilder> options) {
    return engine(reconciler, options);
  }

  private VoteEngine engine(Reconciler with, UnaryOperator<VoteEngineBuilder> options) {
    VoteEngine engine = cluster.node(with, builder -> options.apply(builder.drainTimeout(SOON)));
    engine.polls().define(Poll.named("posts").unlimited());
    return engine;
  }

  private static void vote(VoteEngine engine, String voter) {
    assertThat(engine.cast(VoterId.of(voter), POST, Choice.UP))
        .isInstanceOf(CastResult.Accepted.class);
  }

  /** One part has the given status, and the others are well. */
  private static void assertOnly(VoteHealth health, Part part, Status status) {
    assertThat(health.issues()).as(health.toString()).isNotEmpty();
    assertThat(health.issues()).allMatch(issue -> issue.part() == part);
    assertThat(health.issues()).allMatch(issue -> !issue.action().isBlank());
    assertThat(health.status(part)).isEqualTo(status);
    assertThat(health.status()).isEqualTo(status);
  }

  @Test
  void engineWhoseVotesAreInTheLedgerIsHealthy() {
    VoteEngine engine = engine();
    assertThat(engine.health(AMPLE).figures().lag()).isNull();
    vote(engine, "ada");
    vote(engine, "bob");
    VoteFigures waiting = engine.health(AMPLE).figures();
    assertThat(waiting.backlog()).isEqualTo(2);
    assertThat(waiting.unconfirmed()).isEqualTo(2);
    assertThat(waiting.oldestUnconfirmed()).isPositive();
    assertThat(engine.drain(AMPLE)).isTrue();

    VoteHealth health = engine.health(AMPLE);
    assertThat(health.issues()).isEmpty();
    assertThat(health.status()).isEqualTo(Status.HEALTHY);
    assertThat(health.status(Part.STORE)).isEqualTo(Status.HEALTHY);
    assertThat(health.figures().backlog()).isZero();
    assertThat(health.figures().unconfirmed()).isZero();
    assertThat(health.figures().oldestUnconfirmed()).isZero();
    assertThat(health.figures().lag()).isPositive();
  }

  @Test
  void eventsOfOtherEnginesAreInTheBacklogToo() {
    VoteEngine engine = engine();
    VoteEngine other = engine(Reconciler.builder().threads(0).build(), builder -> builder);
    vote(other, "ada");
    assertThat(engine.health(AMPLE).figures().backlog()).isEqualTo(1);
    assertThat(engine.health(AMPLE).figures().unconfirmed()).isZero();
  }

  @Test
  void figuresComeFromMemoryWhileStoreAndLedgerHang() {
    VoteEngine engine = engine();
    vote(engine, "ada");
    Set<String> asked = ConcurrentHashMap.newKeySet();
    Thread host = Thread.currentThread();
    Faults.Plan hanging =
        method -> {
          if (Thread.currentThread() == host) {
            asked.add(method);
          } else {
            Waiting.await(released);
          }
          return Faults.Fault.HANGS;
        };
    cluster.faults(hanging, hanging);
    VoteFigures figures = engine.figures();
    assertThat(asked).isEmpty();
    assertThat(figures.unconfirmed()).isEqualTo(1);
    assertThat(figures.oldestUnconfirmed()).isPositive();
    assertThat(figures.backlog()).as("not asked for").isNull();
    assertThat(figures.leases()).as("not asked for").isEmpty();
  }

  @Test
  void storeThatCannotBeReachedFailsWithoutDegradedMode() {
    VoteEngine engine = engine();
    cluster.storeFaults(CUT);
    VoteHealth health = engine.health(AMPLE);
    assertOnly(health, Part.STORE, Status.FAILING);
    assertThat(health.figures().backlog()).isNull();
    cluster.noFaults();
    assertThat(engine.health(AMPLE).status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void storeThatCannotBeReachedIsDegradedWhileTheLedgerTakesVotes() {
    VoteEngine engine = engine(Reconciler.withDefaults(), builder -> builder);
    vote(engine, "ada");
    assertThat(engine.drain(AMPLE)).isTrue();
    cluster.storeFaults(CUT);
    vote(engine, "bob");
    assertOnly(engine.health(AMPLE), Part.STORE, Status.DEGRADED);
    cluster.faults(CUT, CUT);
    VoteHealth neither = engine.health(AMPLE);
    assertThat(neither.status(Part.STORE)).isEqualTo(Status.FAILING);
    assertThat(neither.status(Part.LEDGER)).isEqualTo(Status.DEGRADED);
    cluster.noFaults();
    await().atMost(AMPLE).until(() -> engine.health(AMPLE).status() == Status.HEALTHY);
  }

  @Test
  void partitionServedFromTheLedgerIsDegradedAndFailsWithIt() {
    VoteEngine engine = engine(Reconciler.withDefaults(), builder -> builder);
    cluster.storeFaults(CUT);
    vote(engine, "ada");
    // It answers, but healing is kept from it.
    cluster.storeFaults(Faults.on("unload", Fault.BEFORE));
    VoteHealth health = engine.health(AMPLE);
    assertOnly(health, Part.STORE, Status.DEGRADED);
    assertThat(health.figures().degraded()).containsExactly(P);
    cluster.faults(Faults.on("unload", Fault.BEFORE), CUT);
    assertThat(engine.health(AMPLE).status(Part.STORE)).isEqualTo(Status.FAILING);
  }

  @Test
  void partitionThatIsFrozenOrInAnotherEpochIsDegraded() {
    VoteEngine engine = engine();
    cluster.store().freeze(P, "a token").toCompletableFuture().join();
    assertOnly(engine.health(AMPLE), Part.STORE, Status.DEGRADED);
    reconciler.step(P);
    assertThat(engine.health(AMPLE).status()).isEqualTo(Status.HEALTHY);
    cluster.loseStore();
    assertOnly(engine.health(AMPLE), Part.STORE, Status.DEGRADED);
    for (int p = 0; p < Cluster.PARTITIONS; p++) {
      reconciler.step(p);
    }
    assertThat(engine.health(AMPLE).status()).isEqualTo(Status.HEALTHY);
  }

  private static final Faults.Plan CASTS_FAIL = Faults.on("cast", Fault.BEFORE);

  private static void refuse(VoteEngine engine, String voter) {
    VoteRequest vote = VoteRequest.cast(VoterId.of(voter), POST, Choice.UP);
    rejected(engine.cast(vote.deadline(SOON)), Reason.UNAVAILABLE);
  }

  @Test
  void storeThatRefusesMostVotesFailsAndOneThatItTakesIsNoCure() {
    VoteEngine engine = engine();
    vote(engine, "ada");
    assertThat(engine.health(AMPLE).status()).isEqualTo(Status.HEALTHY);
    cluster.storeFaults(CASTS_FAIL);
    for (int i = 0; i < 4; i++) {
      refuse(engine, "refused-" + i);
    }
    assertOnly(engine.health(AMPLE), Part.STORE, Status.FAILING);
    cluster.noFaults();
    vote(engine, "bob");
    assertOnly(engine.health(AMPLE), Part.STORE, Status.FAILING);
  }

  @Test
  void storeThatRefusesSomeVotesIsDegraded() {
    VoteEngine engine = engine();
    for (int i = 0; i < 9; i++) {
      vote(engine, "v" + i);
    }
    cluster.storeFaults(CASTS_FAIL);
    refuse(engine, "ada");
    assertOnly(engine.health(AMPLE), Part.STORE, Status.DEGRADED);
  }

  @Test
  void storeIsTriedOutWhereNobodyVotes() {
    VoteEngine engine = engine();
    vote(engine, "ada");
    cluster.storeFaults(CASTS_FAIL);
    refuse(engine, "bob");
    await()
        .atMost(AMPLE)
        .during(Duration.ofSeconds(3))
        .until(() -> engine.health(AMPLE).status(Part.STORE) == Status.FAILING);
    cluster.noFaults();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> engine.health(AMPLE).status() == Status.HEALTHY);
    assertThat(engine.page(List.of(POST), null).get(0).tally().up()).isEqualTo(1);
  }

  @Test
  void callersOwnShortDeadlineIsNoFault() {
    VoteEngine engine = engine();
    cluster.storeFaults(Faults.on("cast", Fault.HANGS));
    for (int i = 0; i < 3; i++) {
      VoteRequest vote = VoteRequest.cast(VoterId.of("v" + i), POST, Choice.UP);
      assertThat(engine.cast(vote.deadline(SOON))).isInstanceOf(CastResult.Unknown.class);
    }
    assertThat(engine.health(AMPLE).issues()).isEmpty();
  }

  @Test
  void databaseThatIsStoppedIsDegraded() {
    VoteEngine engine = engine();
    database.shutDown();
    databaseIsUp = false;
    VoteHealth health = engine.health(AMPLE);
    assertOnly(health, Part.LEDGER, Status.DEGRADED);
    assertThat(health.figures().backlog()).isNull();
  }

  @Test
  void storeAndLedgerThatHangAreReportedInTimeAndAskedOnce() {
    VoteEngine engine = engine();
    AtomicInteger asked = new AtomicInteger();
    Faults.Plan hanging =
        method -> {
          if (method.equals("positions")) {
            asked.incrementAndGet();
          }
          Waiting.await(released);
          return Fault.NONE;
        };
    cluster.faults(Faults.always(Fault.HANGS), hanging);
    for (int i = 0; i < 5; i++) {
      VoteHealth health = engine.health(SOON);
      assertThat(health.status(Part.STORE)).isEqualTo(Status.FAILING);
      assertThat(health.status(Part.LEDGER)).isEqualTo(Status.DEGRADED);
    }
    released.countDown();
    cluster.ledgerFaults(hanging);
    assertThat(engine.health(AMPLE).status()).isEqualTo(Status.HEALTHY);
    assertThat(asked.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void votesInQuarantineAreDegradedUntilTheyHaveLeftIt() {
    VoteEngine engine = engine();
    database.execute("ALTER TABLE vote ADD CONSTRAINT not_eve CHECK (voter <> 'eve')");
    vote(engine, "eve");
    reconciler.step(P);
    assertOnly(engine.health(AMPLE), Part.LEDGER, Status.DEGRADED);
    assertThat(engine.quarantine().discard(engine.quarantine().list(null, 1).get(0))).isTrue();
    assertThat(engine.health(AMPLE).status()).isEqualTo(Status.HEALTHY);
    assertThat(engine.health(AMPLE).figures().quarantined()).isEqualTo(1);
  }

  @Test
  void backlogIsDegradedWhenItIsHalfFullAndFailsWhenItIsFull() {
    VoteEngine engine = engine(builder -> builder.maxPending(4));
    cluster.ledgerFaults(Faults.on("apply", Fault.BEFORE));
    vote(engine, "1");
    assertThat(engine.health(AMPLE).status()).isEqualTo(Status.HEALTHY);
    vote(engine, "2");
    assertOnly(engine.health(AMPLE), Part.RECONCILER, Status.DEGRADED);
    vote(engine, "3");
    vote(engine, "4");
    assertOnly(engine.health(AMPLE), Part.RECONCILER, Status.FAILING);
    cluster.noFaults();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.health(AMPLE).status()).as("none was refused").isEqualTo(Status.HEALTHY);
  }

  @Test
  void backlogThatRefusedAVoteALittleWhileAgoFails() {
    VoteEngine engine = engine(builder -> builder.maxPending(1));
    vote(engine, "1");
    rejected(engine.cast(VoterId.of("2"), POST, Choice.UP), Reason.UNAVAILABLE);
    assertThat(engine.drain(AMPLE)).isTrue();
    VoteHealth health = engine.health(AMPLE);
    assertOnly(health, Part.RECONCILER, Status.FAILING);
    assertThat(health.figures().backlogFull()).isEqualTo(1);
  }

  @Test
  void voteThatWaitsForLongerThanADurableOneMayIsDegraded() {
    VoteEngine engine = engine(builder -> builder.durableDeadline(Duration.ofMillis(1)));
    vote(engine, "ada");
    await().atMost(AMPLE).until(() -> engine.health(AMPLE).status() == Status.DEGRADED);
    assertOnly(engine.health(AMPLE), Part.RECONCILER, Status.DEGRADED);
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.health(AMPLE).status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void eventsThatAListenerMissedAreDegraded() {
    VoteEngine engine =
        engine(builder -> builder.listener(VoteListener.of(event -> Waiting.await(released))));
    for (int i = 0; i < 10_100; i++) {
      engine.cast(VoterId.of("ada"), POST, i % 2 == 0 ? Choice.UP : Choice.DOWN);
    }
    VoteHealth health = engine.health(AMPLE);
    assertOnly(health, Part.LISTENERS, Status.DEGRADED);
    assertThat(health.figures().droppedEvents()).isBetween(99L, 100L);
  }

  @Test
  void cacheInvalidatorThatFailsIsDegradedUntilItReturns() {
    CountDownLatch mended = new CountDownLatch(1);
    VoteEngine engine =
        engine(
            builder ->
                builder.cacheInvalidator(
                    changes -> {
                      if (mended.getCount() > 0) {
                        throw new IllegalStateException("a failure of the host's");
                      }
                    },
                    Duration.ofMillis(1)));
    vote(engine, "ada");
    await().atMost(AMPLE).until(() -> engine.health(AMPLE).status() == Status.DEGRADED);
    assertOnly(engine.health(AMPLE), Part.LISTENERS, Status.DEGRADED);
    mended.countDown();
    await().atMost(AMPLE).until(() -> engine.health(AMPLE).status() == Status.HEALTHY);
  }

  @Test
  void loadsThatFailAreCounted() {
    VoteEngine engine = engine();
    cluster.ledgerFaults(CUT);
    VoteRequest cold =
        VoteRequest.cast(VoterId.of("ada"), SubjectId.of("posts", "cold"), Choice.UP);
    rejected(engine.cast(cold.deadline(SOON)), Reason.UNAVAILABLE);
    assertThat(engine.health(AMPLE).figures().failedLoads()).isPositive();
  }

  @Test
  void closedEngineFailsAndSaysHowManyVotesItLeftBehind() {
    VoteEngine engine = engine();
    vote(engine, "ada");
    vote(engine, "bob");
    cluster.ledgerFaults(Faults.on("apply", Fault.BEFORE));
    engine.close();
    VoteHealth health = engine.health(AMPLE);
    assertOnly(health, Part.ENGINE, Status.FAILING);
    assertThat(health.figures().unconfirmed()).isEqualTo(2);
    assertThat(engine.figures().unconfirmed()).isEqualTo(2);
  }

  @Test
  void closedEngineThatCarriedEverythingLeftNothingBehind() {
    VoteEngine engine = engine(builder -> builder.drainTimeout(AMPLE));
    vote(engine, "ada");
    engine.close();
    assertThat(engine.health(AMPLE).figures().unconfirmed()).isZero();
  }
}
