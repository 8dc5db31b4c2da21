package io.voteengine.sync.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.listener.EngineEvent;
import io.voteengine.query.AuditReport;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.sync.testing.OwnDatabase;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** What an audit finds, and what it must not report as an error. */
@Execution(CONCURRENT)
class AuditorTest {
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final OwnDatabase database = new OwnDatabase();
  private final Set<EngineEvent.Cause> reported = EnumSet.noneOf(EngineEvent.Cause.class);
  private Cluster cluster;

  @BeforeEach
  void start() {
    cluster = new Cluster(JdbcVoteLedger.over(database.source()));
  }

  @AfterEach
  void close() {
    cluster.close();
    database.shutDown();
  }

  private VoteEngine voted(Reconciler reconciler) {
    VoteEngine engine = cluster.node(reconciler);
    engine.polls().define(Poll.named("posts").unlimited());
    vote(engine, "ada");
    vote(engine, "bob");
    assertThat(engine.drain(Duration.ofMinutes(1))).isTrue();
    return engine;
  }

  private static void vote(VoteEngine engine, String voter) {
    assertThat(engine.cast(VoterId.of(voter), POST, Choice.UP))
        .isInstanceOf(CastResult.Accepted.class);
  }

  private static long shown(VoteEngine engine) {
    return engine.read(POST, null).tally().up();
  }

  /** In both votes and tally, so that the ledger agrees with itself. */
  private void takeBobsVoteOutOfTheLedger() {
    database.execute("DELETE FROM vote_event WHERE voter = 'bob'");
    database.execute("DELETE FROM vote WHERE voter = 'bob'");
    database.execute("UPDATE vote_tally SET up = 1");
  }

  @Test
  void storeThatShowsOtherCountsThanTheLedgerLoadsThemAfresh() {
    VoteEngine engine = voted(Reconciler.builder().threads(0).build());
    takeBobsVoteOutOfTheLedger();
    assertThat(shown(engine)).isEqualTo(2);

    AuditReport report = engine.auditNow("posts");

    assertThat(report.healed()).containsExactly(POST);
    assertThat(report.differing()).isEmpty();
    assertThat(report.exact()).isFalse();
    assertThat(shown(engine)).isEqualTo(1);
    assertThat(engine.auditNow("posts")).matches(AuditReport::compared).matches(AuditReport::exact);
  }

  @Test
  void tallyThatIsNotTheCountOfItsVotesIsCorrectedByThem() {
    VoteEngine engine = voted(Reconciler.builder().threads(0).build());
    database.execute("UPDATE vote_tally SET up = 7");

    AuditReport report = engine.auditNow("posts");

    assertThat(report.healed()).containsExactly(POST);
    assertThat(report.differing()).containsExactly(POST);
    assertThat(engine.auditNow("posts").exact()).isTrue();
    assertThat(shown(engine)).isEqualTo(2);
    vote(engine, "eve");
    assertThat(shown(engine)).isEqualTo(3);
  }

  @Test
  void votesThatTheLedgerDoesNotHaveYetAreNoError() {
    VoteEngine engine =
        voted(Reconciler.builder().threads(0).storeTimeout(Duration.ofMillis(200)).build());
    vote(engine, "eve");
    assertThat(engine.auditNow("posts").healed()).isEmpty();
    assertThat(shown(engine)).isEqualTo(3);
    assertThat(engine.drain(Duration.ofMinutes(1))).isTrue();
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void votingThatGoesOnIsNoError() throws Exception {
    VoteEngine engine = voted(Reconciler.withDefaults());
    ExecutorService thread = Executors.newSingleThreadExecutor();
    AtomicBoolean done = new AtomicBoolean();
    Future<Integer> voting =
        thread.submit(
            () -> {
              int votes = 0;
              for (; !done.get(); votes++) {
                VoterId voter = VoterId.of("voter-" + votes % 50);
                Choice choice = Choice.values()[votes / 50 % 3];
                engine.cast(VoteRequest.cast(voter, POST, choice).ack(Ack.DURABLE));
              }
              return votes;
            });
    try {
      for (int i = 0; i < 5; i++) {
        AuditReport report = engine.auditNow("posts");
        assertThat(report.healed()).isEmpty();
        assertThat(report.compared()).isTrue();
      }
    } finally {
      done.set(true);
      thread.shutdown();
    }
    assertThat(voting.get()).isPositive();
    assertThat(engine.drain(Duration.ofMinutes(1))).isTrue();
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void differencesAreFoundInTheBackground() {
    VoteEngine engine = voted(Reconciler.builder().auditInterval(Duration.ofMillis(50)).build());
    takeBobsVoteOutOfTheLedger();
    await().atMost(Duration.ofMinutes(2)).until(() -> shown(engine) == 1);
  }

  @Test
  void sweepGoesThroughAllPartitionsAndBeginsAnew() {
    VoteEngine engine = voted(Reconciler.builder().threads(0).build());
    engine.polls().define(Poll.named("sealed"));
    database.execute("UPDATE vote_poll SET state = 'SEALED' WHERE name = 'sealed'");
    Set<Integer> asked = new TreeSet<>();
    Duration pass = Duration.ofHours(1);
    AuditLoop sweep =
        new AuditLoop(
            auditor(),
            cluster.ledger,
            Cluster.PARTITIONS,
            p -> {
              asked.add(p);
              return true;
            },
            pass);
    for (int i = 1; i <= 2; i++) {
      database.execute("UPDATE vote_tally SET up = up + 5");
      for (int p = 0; p < Cluster.PARTITIONS; p++) {
        boolean last = p == Cluster.PARTITIONS - 1;
        assertThat(sweep.step().compareTo(pass.dividedBy(2)) > 0).isEqualTo(last);
      }
      assertThat(asked).hasSize(Cluster.PARTITIONS);
      assertThat(cluster.ledger.records().audit("posts").exact()).isTrue();
    }
    assertThat(reported).containsExactly(EngineEvent.Cause.MISCOUNT);
    assertThat(engine.auditNow("posts").votes().up()).isEqualTo(2);
  }

  @Test
  void sweepLeavesPartitionsOfOtherNodesAlone() {
    VoteEngine engine = voted(Reconciler.builder().threads(0).build());
    AuditLoop sweep =
        new AuditLoop(
            auditor(), cluster.ledger, Cluster.PARTITIONS, p -> false, Duration.ofHours(1));
    database.execute("UPDATE vote_tally SET up = 7");
    for (int p = 0; p < Cluster.PARTITIONS; p++) {
      sweep.step();
    }
    assertThat(engine.auditNow("posts").differing()).containsExactly(POST);
  }

  private Auditor auditor() {
    return new Auditor(
        cluster.store(),
        cluster.ledger,
        Duration.ofSeconds(5),
        Duration.ZERO,
        new VoteReconciler.Listener() {
          @Override
          public void quarantined(Term term, Map<Long, String> reasons) {}

          @Override
          public void watermark(Position position) {}

          @Override
          public void reconciled(Set<SubjectId> subjects, EngineEvent.Cause cause) {
            reported.add(cause);
          }
        },
        new ReconcilerLog(true));
  }

  @Test
  void ledgerIsAuditedAlsoWhereTheStoreCannotBeAsked() {
    VoteEngine engine = voted(Reconciler.builder().threads(0).build());
    cluster.storeFaults(Faults.always(Fault.BEFORE));
    AuditReport report = engine.auditNow("posts");
    assertThat(report.compared()).isFalse();
    assertThat(report.votes().up()).isEqualTo(2);
    cluster.noFaults();
  }
}
