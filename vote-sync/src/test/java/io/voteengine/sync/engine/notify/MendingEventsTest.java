package io.voteengine.sync.engine.notify;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.listener.EngineEvent;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.listener.EngineEvent.PartitionDegraded;
import io.voteengine.listener.EngineEvent.PartitionRecovered;
import io.voteengine.listener.EngineEvent.PartitionRestored;
import io.voteengine.listener.EngineEvent.VoteLost;
import io.voteengine.listener.EngineEvent.VoteQuarantined;
import io.voteengine.listener.EngineEvent.VoteReconciled;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.result.Amendment;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.StepResult;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.sync.testing.Heard;
import io.voteengine.sync.testing.OwnDatabase;
import io.voteengine.sync.testing.Results;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events that listeners receive about corrections. */
class MendingEventsTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId EVE = VoterId.of("eve");
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final int P = POST.partition(Cluster.PARTITIONS);

  private final OwnDatabase database = new OwnDatabase();
  private final Cluster cluster = new Cluster(JdbcVoteLedger.over(database.source()));
  private final Heard heard = new Heard();
  private final Reconciler reconciler = Reconciler.builder().threads(0).build();
  private VoteEngine engine;

  @BeforeEach
  void start() {
    engine = cluster.node(reconciler, builder -> builder.listener(heard));
    engine.polls().define(Poll.named("posts").unlimited());
    engine.cast(ADA, POST, Choice.UP);
    assertThat(engine.drain(AMPLE)).isTrue();
  }

  @AfterEach
  void close() {
    cluster.close();
    database.shutDown();
  }

  private void awaitReconciled(Cause cause) {
    VoteReconciled expected = new VoteReconciled(Set.of(POST), cause);
    await().atMost(AMPLE).until(() -> heard.of(VoteReconciled.class).equals(List.of(expected)));
  }

  private <T extends EngineEvent> T awaitOne(Class<T> kind) {
    await().atMost(AMPLE).until(() -> heard.of(kind).size() == 1);
    return heard.of(kind).get(0);
  }

  @Test
  void driftIsReportedAndCounted() {
    cluster.loseStore();
    for (int p = 0; p < Cluster.PARTITIONS; p++) {
      reconciler.step(p);
    }
    engine.cast(EVE, SubjectId.of("posts", "to load the poll"), Choice.UP);
    PartitionState.Meta meta =
        Objects.requireNonNull(cluster.store().state(P).toCompletableFuture().join().meta());
    cluster
        .store()
        .loadSubjects(
            cluster.ledger.position(P).term(),
            meta.evictions(),
            List.of(new SubjectSnapshot(POST, 1_000, 0, 5, true)));
    engine.cast(EVE, POST, Choice.UP);
    reconciler.step(P);
    awaitReconciled(Cause.DRIFT);
    assertThat(engine.health(AMPLE).figures().corrections()).isEqualTo(1);
  }

  @Test
  void subjectsOfACommitWhoseAnswerWasLostAreInDoubt() {
    engine.cast(EVE, POST, Choice.UP);
    cluster.ledgerFaults(Faults.on("apply", Fault.AFTER));
    assertThatThrownBy(() -> reconciler.step(P)).isInstanceOf(VoteException.class);
    cluster.noFaults();
    reconciler.step(P);
    awaitReconciled(Cause.IN_DOUBT);
    assertThat(engine.health(AMPLE).figures().corrections()).isZero();
  }

  @Test
  void votesThatTheDatabaseRefusesAreReportedAndCounted() {
    database.execute("ALTER TABLE vote ADD CONSTRAINT not_eve CHECK (voter <> 'eve')");
    engine.cast(EVE, POST, Choice.UP);
    reconciler.step(P);
    VoteQuarantined quarantined = awaitOne(VoteQuarantined.class);
    assertThat(quarantined.voter()).isEqualTo(EVE);
    assertThat(quarantined.reason()).contains("NOT_EVE");
    awaitReconciled(Cause.QUARANTINE);
    assertThat(engine.health(AMPLE).figures().quarantined()).isEqualTo(1);
  }

  @Test
  void voteThatReachesTheLedgerAfterTheSealIsQuarantined() {
    CastResult.Accepted late = Results.accepted(engine.cast(EVE, POST, Choice.UP));
    database.execute("UPDATE vote_poll SET state = 'SEALED' WHERE name = 'posts'");
    reconciler.step(P);
    VoteQuarantined quarantined = awaitOne(VoteQuarantined.class);
    assertThat(quarantined.voter()).isEqualTo(EVE);
    assertThat(quarantined.reason()).contains("sealed");
    assertThat(late.durable())
        .failsWithin(AMPLE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(VoteLedgerException.class)
        .withMessageContaining("sealed");
    assertThat(engine.results().amendments("posts"))
        .extracting(Amendment::kind, Amendment::subject, Amendment::votes)
        .containsExactly(tuple(Amendment.Kind.LATE, POST, 1L));
    assertThat(engine.quarantine().list(null, 9)).hasSize(1);
    awaitReconciled(Cause.QUARANTINE);
  }

  @Test
  void subjectsThatAdministrationChangedAreReported() {
    engine.administration().voidVotes(VoteSelection.ofVoters(List.of(ADA)));
    awaitReconciled(Cause.CHANGED_IN_LEDGER);
  }

  @Test
  void recoveriesAreReportedButNotTheFirstTimeThatAPartitionServes() {
    assertThat(heard.of(PartitionRecovered.class)).isEmpty();
    cluster.loseStore();
    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    assertThat(awaitOne(PartitionRecovered.class)).isEqualTo(new PartitionRecovered(P, 2, 0));
    assertThat(engine.health(AMPLE).figures().recoveries()).isEqualTo(1);
  }

  @Test
  void votesThatAreRefusedWhenTheyAreSentAgainAreReportedAsLost() {
    engine.cast(EVE, POST, Choice.UP);
    database.execute("DELETE FROM vote_poll");
    cluster.loseStore();
    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    VoteLost lost = awaitOne(VoteLost.class);
    assertThat(lost.voter()).isEqualTo(EVE);
    assertThat(lost.reason()).contains("POLL_NOT_OPEN");
    assertThat(engine.health(AMPLE).figures().lost()).isEqualTo(1);
  }

  @Test
  void degradedModeIsReportedWhenItBeginsAndWhenItEnds() {
    Heard both = new Heard();
    VoteEngine able = cluster.node(Reconciler.withDefaults(), builder -> builder.listener(both));
    cluster.storeFaults(Faults.always(Fault.BEFORE));
    able.cast(EVE, POST, Choice.UP);
    await().atMost(AMPLE).until(() -> both.all().contains(new PartitionDegraded(P)));
    assertThat(able.health(AMPLE).figures().degraded()).contains(P);
    cluster.noFaults();
    await().atMost(AMPLE).until(() -> both.all().contains(new PartitionRestored(P)));
    assertThat(able.health(AMPLE).figures().degraded()).isEmpty();
  }
}
