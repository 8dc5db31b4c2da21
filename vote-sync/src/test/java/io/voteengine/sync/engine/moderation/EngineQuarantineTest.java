package io.voteengine.sync.engine.moderation;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.RequestStatus;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.StepResult;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.sync.testing.OwnDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host sees of votes that its database refuses. */
class EngineQuarantineTest {
  private static final VoterId EVE = VoterId.of("eve");
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final int P = POST.partition(Cluster.PARTITIONS);

  private final OwnDatabase database = new OwnDatabase();
  private final Cluster cluster = new Cluster(JdbcVoteLedger.over(database.source()));
  private final Reconciler reconciler = Reconciler.builder().threads(0).build();
  private final Reconciler otherReconciler = Reconciler.builder().threads(0).build();
  private VoteEngine engine;
  private VoteEngine other;

  @BeforeEach
  void start() {
    database.execute("ALTER TABLE vote ADD CONSTRAINT not_eve CHECK (voter <> 'eve')");
    engine = cluster.node(reconciler);
    other = cluster.node(otherReconciler);
    engine.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    cluster.close();
    database.execute("SHUTDOWN");
  }

  private CastResult.Accepted vote(VoteEngine node, VoterId voter, RequestId request) {
    CastResult result = node.cast(VoteRequest.cast(voter, POST, Choice.UP).requestId(request));
    assertThat(result).isInstanceOf(CastResult.Accepted.class);
    return (CastResult.Accepted) result;
  }

  private static CompletableFuture<?> durable(CastResult.Accepted receipt) {
    return receipt.durable();
  }

  private static void assertRefused(CastResult.Accepted receipt) {
    assertThat(durable(receipt))
        .failsWithin(AMPLE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(VoteLedgerException.class)
        .withMessageContaining("quarantine")
        .withMessageContaining("NOT_EVE");
  }

  @Test
  void refusedVoteIsReportedAndItsNeighboursAreDurable() {
    RequestId request = RequestId.named("r");
    CastResult.Accepted ada = vote(engine, VoterId.of("ada"), RequestId.named("a"));
    CastResult.Accepted eve = vote(engine, EVE, request);
    CastResult.Accepted bob = vote(engine, VoterId.of("bob"), RequestId.named("b"));
    assertThat(reconciler.step(P)).isEqualTo(StepResult.FLUSHED);

    assertThat(durable(ada)).succeedsWithin(AMPLE);
    assertThat(durable(bob)).succeedsWithin(AMPLE);
    assertRefused(eve);
    assertThat(engine.status(EVE, POST, request)).isEqualTo(RequestStatus.QUARANTINED);
    SubjectView view = engine.read(POST, EVE);
    assertThat(view.tally().up()).as("the store is as the ledger again").isEqualTo(2);
    assertThat(view.choice()).isEqualTo(Choice.NONE);
    assertThat(view.tally().isNewerThan(bob.tally())).as("other counts").isTrue();
    assertThat(engine.drain(AMPLE)).isTrue();
  }

  @Test
  void nodeWhoseVoteAnotherOneFlushedIsNotifiedToo() {
    CastResult.Accepted ada = vote(other, VoterId.of("ada"), RequestId.named("a"));
    CastResult.Accepted eve = vote(other, EVE, RequestId.named("r"));
    reconciler.step(P);
    assertThat(durable(eve)).isNotDone();
    otherReconciler.step(P);
    assertThat(durable(ada)).succeedsWithin(AMPLE);
    assertRefused(eve);
    assertThat(other.drain(AMPLE)).isTrue();
  }

  @Test
  void nodeThatDidNotHearTheAnswerToItsCommitIsNotifiedToo() {
    CastResult.Accepted eve = vote(engine, EVE, RequestId.named("r"));
    cluster.ledgerFaults(Faults.on("apply", Fault.AFTER));
    assertThatThrownBy(() -> reconciler.step(P)).isInstanceOf(VoteLedgerException.class);
    cluster.noFaults();
    reconciler.step(P);
    assertRefused(eve);
    assertThat(engine.read(POST, EVE).tally().up()).isZero();
  }

  @Test
  void waitingForARefusedVoteFailsAndDoesNotHang() {
    CompletableFuture<CastResult> cast =
        engine.castAsync(VoteRequest.cast(EVE, POST, Choice.UP).ack(Ack.DURABLE));
    await().atMost(AMPLE).until(() -> reconciler.step(P) == StepResult.FLUSHED);
    assertThat(cast)
        .failsWithin(AMPLE)
        .withThrowableThat()
        .havingCause()
        .withMessageContaining("quarantine");
  }

  @Test
  void voteThatIsSentAgainAfterTheStoreWasLostIsRefusedAgain() {
    CastResult.Accepted ada = vote(engine, VoterId.of("ada"), RequestId.named("a"));
    CastResult.Accepted eve = vote(engine, EVE, RequestId.named("r"));
    cluster.loseStore();
    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    assertThat(engine.drain(AMPLE)).isFalse();
    assertThat(durable(ada)).succeedsWithin(AMPLE);
    assertRefused(eve);
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.quarantine().list(null, 10)).hasSize(1);
  }

  @Test
  void replayedVoteShowsInTheStore() {
    RequestId request = RequestId.named("r");
    vote(engine, EVE, request);
    reconciler.step(P);
    assertThat(engine.read(POST, EVE).choice()).isEqualTo(Choice.NONE);
    database.execute("ALTER TABLE vote DROP CONSTRAINT not_eve");
    QuarantinedVote vote = other.quarantine().list(null, 10).get(0);

    assertThat(other.quarantine().replay(vote)).isTrue();

    assertThat(engine.read(POST, EVE).choice()).isEqualTo(Choice.UP);
    assertThat(engine.read(POST, EVE).tally().up()).isEqualTo(1);
    assertThat(engine.status(EVE, POST, request)).isEqualTo(RequestStatus.DURABLE);
    assertThat(other.quarantine().replay(vote)).isFalse();
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void replayedVoteShowsOnceTheStoreCanBeReachedAgain() {
    vote(engine, EVE, RequestId.named("r"));
    reconciler.step(P);
    assertThat(engine.read(POST, EVE).choice()).isEqualTo(Choice.NONE);
    database.execute("ALTER TABLE vote DROP CONSTRAINT not_eve");
    QuarantinedVote vote = other.quarantine().list(null, 10).get(0);
    cluster.storeFaults(Faults.on("unload", Fault.BEFORE));
    assertThat(other.quarantine().replay(vote)).isTrue();
    assertThat(engine.read(POST, EVE).choice()).isEqualTo(Choice.NONE);
    cluster.noFaults();

    cluster.node(Reconciler.withDefaults());

    await().atMost(AMPLE).until(() -> engine.read(POST, EVE).choice() == Choice.UP);
    assertThat(engine.read(POST, EVE).tally().up()).isEqualTo(1);
  }

  @Test
  void everyNodeHearsOfItsRefusedVotesWhicheverNodeFlushes() {
    for (VoteEngine node :
        List.of(cluster.node(Reconciler.withDefaults()), cluster.node(Reconciler.withDefaults()))) {
      assertRefused(vote(node, EVE, RequestId.of(UUID.randomUUID())));
      CastResult.Accepted ada = vote(node, VoterId.of("ada"), RequestId.of(UUID.randomUUID()));
      assertThat(durable(ada)).succeedsWithin(AMPLE);
    }
    assertThat(engine.quarantine().list(null, 10)).isNotEmpty();
  }

  @Test
  void discardedVoteMayBeCastAnew() {
    RequestId request = RequestId.named("r");
    vote(engine, EVE, request);
    reconciler.step(P);
    database.execute("ALTER TABLE vote DROP CONSTRAINT not_eve");
    List<QuarantinedVote> all = engine.quarantine().list(null, 10);
    assertThat(engine.quarantine().discard(all.get(0))).isTrue();
    assertThat(engine.status(EVE, POST, request)).isEqualTo(RequestStatus.UNKNOWN);
    CastResult.Accepted again = vote(engine, EVE, request);
    reconciler.step(P);
    assertThat(durable(again)).succeedsWithin(AMPLE);
    assertThat(engine.quarantine().list(null, 10)).isEmpty();
  }

  @Test
  void pageOutOfRangeIsRefused() {
    assertThatThrownBy(() -> engine.quarantine().list(null, 0)).hasMessageContaining("limit");
  }
}
