package io.voteengine.sync.engine.metrics;

import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.metrics.CastObserver;
import io.voteengine.metrics.CastTags;
import io.voteengine.metrics.VoteMetrics;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.sync.testing.OwnDatabase;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a host reads of an engine's metrics. */
class EngineMetricsTest {
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final int P = POST.partition(Cluster.PARTITIONS);
  private static final Faults.Plan CUT = Faults.always(Fault.BEFORE);

  private final OwnDatabase database = new OwnDatabase();
  private final Cluster cluster = new Cluster(JdbcVoteLedger.over(database.source()));
  private final Reconciler reconciler = Reconciler.builder().threads(0).build();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    cluster.close();
    database.shutDown();
  }

  private VoteEngine engine(UnaryOperator<VoteEngineBuilder> options) {
    VoteEngine engine =
        cluster.node(
            reconciler, builder -> options.apply(builder.drainTimeout(Duration.ofMillis(500))));
    engine.polls().define(Poll.named("posts"));
    return engine;
  }

  private VoteEngine engine() {
    return engine(builder -> builder);
  }

  private static CastResult vote(VoteEngine engine, String voter) {
    return engine.cast(VoterId.of(voter), POST, Choice.UP);
  }

  /** Casts a vote that is answered, however busy the machine is. */
  private static void voteInTime(VoteEngine engine, String voter) {
    VoteRequest request = VoteRequest.cast(VoterId.of(voter), POST, Choice.UP);
    assertThat(engine.cast(request.deadline(AMPLE)).isAccepted()).isTrue();
  }

  @Test
  void newEngineHasMeasuredNothing() {
    VoteMetrics metrics = engine().metrics();
    assertThat(metrics.totalVotes()).as("warm-up does not count").isZero();
    assertThat(metrics.successRate()).isEqualTo(1);
    assertThat(metrics.casts().count()).isZero();
    assertThat(metrics.casts().p95()).isZero();
    assertThat(metrics.lag()).isZero();
    assertThat(metrics.queueDepth()).isZero();
  }

  @Test
  void castsAreCountedByAnswer() {
    VoteEngine engine = engine();
    Meters meters = new Meters(engine);
    vote(engine, "ada");
    vote(engine, "ada");
    engine.cast(VoterId.of("ada"), POST, Choice.DOWN);
    engine.retract(VoterId.of("ada"), POST);
    vote(engine, "bob");
    vote(engine, "ada");
    rejected(vote(engine, "ada"), Reason.RATE_LIMITED);
    engine.cast(VoterId.of("ada"), SubjectId.of("no such poll", "42"), Choice.UP);

    assertThat(meters.votes("accepted", "created")).isEqualTo(3);
    assertThat(meters.votes("accepted", "unchanged")).isEqualTo(1);
    assertThat(meters.votes("accepted", "changed")).isEqualTo(1);
    assertThat(meters.votes("accepted", "removed")).isEqualTo(1);
    assertThat(meters.votes("rate_limited", "none")).isEqualTo(1);
    assertThat(meters.votes("poll_not_open", "none")).isEqualTo(1);
    VoteMetrics metrics = engine.metrics();
    assertThat(metrics.totalVotes()).isEqualTo(8);
    assertThat(metrics.totalErrors()).as("answers by the rules are no errors").isZero();
    assertThat(metrics.casts().count()).isEqualTo(8);
    assertThat(metrics.casts().last()).isPositive();
    assertThat(metrics.casts().p50()).isPositive().isLessThanOrEqualTo(metrics.casts().p99());
  }

  @Test
  void storeThatIsCutOffIsAnError() {
    VoteEngine engine = engine(builder -> builder.acceptedDeadline(Duration.ofMillis(50)));
    voteInTime(engine, "ada");
    cluster.storeFaults(CUT);
    rejected(vote(engine, "ada"), Reason.UNAVAILABLE);
    assertThat(new Meters(engine).count("voteengine.errors", Map.of("error", "store")))
        .isEqualTo(1);
    assertThat(engine.metrics().totalErrors()).isEqualTo(1);
    assertThat(engine.metrics().successRate()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void ledgerThatIsCutOffIsAnErrorWhereItIsNeeded() {
    VoteEngine engine = engine(builder -> builder.acceptedDeadline(Duration.ofMillis(50)));
    cluster.ledgerFaults(CUT);
    rejected(vote(engine, "ada"), Reason.UNAVAILABLE);
    assertThat(new Meters(engine).count("voteengine.errors", Map.of("error", "ledger")))
        .isEqualTo(1);
    assertThat(new Meters(engine).count("voteengine.failed.loads", Map.of())).isPositive();
  }

  @Test
  void lostAnswerIsAnErrorUnlessTheCallerGaveUpEarly() {
    VoteEngine engine = engine(builder -> builder.acceptedDeadline(Duration.ofMillis(50)));
    voteInTime(engine, "ada");
    cluster.storeFaults(Faults.on("cast", Fault.LOST));
    assertThat(vote(engine, "bob")).isInstanceOf(CastResult.Unknown.class);
    VoteRequest early = VoteRequest.cast(VoterId.of("eve"), POST, Choice.UP);
    assertThat(engine.cast(early.deadline(Duration.ofMillis(10))))
        .isInstanceOf(CastResult.Unknown.class);
    Meters meters = new Meters(engine);
    assertThat(meters.votes("unknown", "none")).isEqualTo(2);
    assertThat(meters.count("voteengine.errors", Map.of("error", "unknown"))).isEqualTo(1);
  }

  @Test
  void fullBacklogIsAnError() {
    VoteEngine engine = engine(builder -> builder.maxPending(1));
    vote(engine, "ada");
    rejected(vote(engine, "bob"), Reason.UNAVAILABLE);
    assertThat(new Meters(engine).count("voteengine.errors", Map.of("error", "backlog")))
        .isEqualTo(1);
    assertThat(engine.metrics().totalVotes()).isEqualTo(2);
  }

  @Test
  void voteThatTheDatabaseRefusesFailsItsDurableCast() {
    database.execute("ALTER TABLE vote ADD CONSTRAINT not_eve CHECK (voter <> 'eve')");
    VoteEngine engine = engine();
    var answer =
        engine.castAsync(VoteRequest.cast(VoterId.of("eve"), POST, Choice.UP).ack(Ack.DURABLE));
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              reconciler.step(P);
              return answer.isDone();
            });
    assertThat(answer)
        .failsWithin(AMPLE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(VoteLedgerException.class);
    Meters meters = new Meters(engine);
    assertThat(meters.votes("failed", "none")).isEqualTo(1);
    assertThat(meters.count("voteengine.errors", Map.of("error", "ledger"))).isEqualTo(1);
    assertThat(meters.count("voteengine.quarantined", Map.of())).isEqualTo(1);
    assertThat(engine.metrics().casts().count()).isEqualTo(1);
  }

  @Test
  void journalAndLedgerAreComparedWithoutAskingEither() {
    VoteEngine engine = engine();
    Meters meters = new Meters(engine);
    vote(engine, "ada");
    vote(engine, "bob");
    assertThat(meters.gauge("voteengine.unconfirmed")).isEqualTo(2);
    assertThat(meters.gauge("voteengine.lag")).isPositive();
    assertThat(engine.metrics().lag()).isPositive();
    cluster.ledgerFaults(CUT);
    assertThatThrownBy(() -> reconciler.step(P)).isInstanceOf(VoteLedgerException.class);
    assertThat(meters.gauge("voteengine.backlog")).isEqualTo(2);
    assertThat(meters.gauge("voteengine.flushing")).isEqualTo(Cluster.PARTITIONS);
    cluster.noFaults();
    reconciler.step(P);
    assertThat(meters.gauge("voteengine.backlog")).isZero();
    assertThat(meters.gauge("voteengine.unconfirmed")).isZero();
    assertThat(meters.gauge("voteengine.lag")).isZero();
    assertThat(engine.metrics().flushes().count()).isEqualTo(1);
    assertThat(engine.metrics().flushes().p95()).isPositive();
  }

  @Test
  void failedBatchIsCounted() {
    VoteEngine engine = engine();
    vote(engine, "ada");
    cluster.ledgerFaults(Faults.once("apply", Fault.BEFORE));
    assertThatThrownBy(() -> reconciler.step(P)).isInstanceOf(VoteLedgerException.class);
    assertThat(new Meters(engine).count("voteengine.failed.flushes", Map.of())).isEqualTo(1);
  }

  @Test
  void readingAsksNeitherStoreNorLedgerAndWorksAfterTheEnd() {
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
          return Fault.HANGS;
        };
    cluster.faults(hanging, hanging);
    assertThat(engine.metrics().totalVotes()).isEqualTo(1);
    assertThat(new Meters(engine).readAll()).isPositive();
    assertThat(asked).isEmpty();
    released.countDown();
    cluster.ledgerFaults(CUT);

    engine.close();
    assertThat(engine.metrics().totalVotes()).isEqualTo(1);
    Meters after = new Meters(engine);
    assertThat(after.readAll()).isPositive();
    assertThat(after.gauge("voteengine.open")).isZero();
    assertThat(after.gauge("voteengine.unconfirmed")).as("left behind").isEqualTo(1);
  }

  @Test
  void formForJsonHasTheDocumentedKeys() {
    VoteEngine engine = engine();
    vote(engine, "ada");
    assertThat(engine.metrics().toMap())
        .containsOnlyKeys(
            "total_votes",
            "total_errors",
            "success_rate",
            "avg_latency_ms",
            "p50_latency_ms",
            "p95_latency_ms",
            "p99_latency_ms",
            "last_latency_ms",
            "queue_depth",
            "lag_ms",
            "worker_p95_ms",
            "cache_hit_rate")
        .containsEntry("total_votes", 1L)
        .containsEntry("success_rate", 1.0);
  }

  @Test
  void observerFollowsEachCastAndItsFailureHarmsNoVote() {
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    CastObserver observer =
        (request, id) -> {
          if (request.voter().equals(VoterId.of("eve"))) {
            throw new IllegalStateException("an observer that fails");
          }
          seen.add("begin");
          return (result, failure) -> {
            seen.add(CastTags.outcome(result));
            throw new IllegalStateException("an observer that fails");
          };
        };
    VoteEngine engine = engine(builder -> builder.castObserver(observer));
    assertThat(vote(engine, "ada").isAccepted()).isTrue();
    assertThat(vote(engine, "eve").isAccepted()).isTrue();
    assertThat(List.copyOf(seen)).containsExactly("begin", "accepted");
  }
}
