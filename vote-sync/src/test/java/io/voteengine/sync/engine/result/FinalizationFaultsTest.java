package io.voteengine.sync.engine.result;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.voteengine.CastResult.Accepted;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.VoteEngine;
import io.voteengine.VoteException;
import io.voteengine.VoteRequest;
import io.voteengine.result.FinalizationException;
import io.voteengine.result.FinalizationReport;
import io.voteengine.result.proof.Standing;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.sync.testing.Results;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finalizations whose node, store or ledger fails. */
@Execution(CONCURRENT)
class FinalizationFaultsTest extends ResultCase {
  /** A node looks every second, and tries for a second at a time to send a vote again. */
  private static final Duration REPORTED = Duration.ofSeconds(4);

  private volatile Faults.Plan slowFaults = Faults.none();

  @ParameterizedTest
  @CsvSource({
    "begin,AFTER",
    "settled,BEFORE",
    "readiness,BEFORE",
    "count,BEFORE",
    "keepBackup,BEFORE",
    "keepBackup,AFTER",
    "seal,BEFORE",
    "seal,AFTER",
    "writeBallots,BEFORE",
    "writeBallots,AFTER",
    "keepRoot,BEFORE",
    "keepRoot,AFTER",
    "phaseEnded,BEFORE",
    "cleared,BEFORE"
  })
  void anotherNodeGoesOnWhereOneHasFailed(String method, Fault fault) {
    VoteEngine node = node();
    VoteEngine failing =
        cluster.node(
            reconciler()
                .finalizeWithin(Duration.ofMillis(method.equals("cleared") ? 10_000 : 300))
                .build(),
            cluster.store(),
            Faults.finalizations(cluster.ledger, Faults.on(method, fault)),
            builder -> builder.results(options()));
    vote(node, failing);
    node.polls().close(POLL, "host", "the end");
    if (method.equals("cleared")) {
      assertThat(failing.results().finalizePoll(POLL).success()).isTrue();
    } else {
      assertThatThrownBy(() -> failing.results().finalizePoll(POLL))
          .isInstanceOf(VoteException.class);
    }
    failing.close();
    await()
        .atMost(AMPLE)
        .ignoreExceptionsInstanceOf(VoteException.class)
        .untilAsserted(() -> assertFinalized(node, node.results().finalizePoll(POLL)));
    assertThat(node.backups().list(POLL)).hasSize(1);
  }

  @Test
  void storeThatIsLostBeforeTheCloseLosesNoVote() {
    VoteEngine node = node();
    VoteEngine other = node();
    vote(node, other);
    cluster.loseStore();
    node.polls().close(POLL, "host", "the end");
    assertFinalized(node, other.results().finalizePoll(POLL));
  }

  @ParameterizedTest
  @CsvSource({"count", "keepBackup", "seal"})
  void storeThatIsLostBetweenCloseAndSealChangesNothing(String method) {
    VoteEngine node = node();
    VoteEngine failing =
        cluster.node(
            reconciler().build(),
            cluster.store(),
            Faults.finalizations(cluster.ledger, Faults.on(method, Fault.BEFORE)),
            builder -> builder.results(options()));
    vote(node);
    node.polls().close(POLL, "host", "the end");
    assertThatThrownBy(() -> failing.results().finalizePoll(POLL))
        .isInstanceOf(VoteException.class);
    failing.close();
    cluster.loseStore();
    assertFinalized(node, node.results().finalizePoll(POLL));
  }

  @Test
  void voteUnderWayOnAnotherNodeHoldsUpTheSeal() {
    AtomicBoolean holds = new AtomicBoolean();
    Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    VoteEngine node =
        cluster.node(
            reconciler().finalizeWithin(REPORTED).build(), builder -> builder.results(options()));
    VoteEngine slow =
        cluster.node(
            reconciler().build(),
            Faults.holdingCasts(cluster.store(), holds::get, held),
            cluster.ledger,
            builder -> builder.acceptedDeadline(REPORTED.multipliedBy(3)));
    vote(node, slow);
    holds.set(true);
    var unanswered = slow.castAsync(VoteRequest.cast(voter(9), SUBJECTS.get(0), Choice.UP));
    node.polls().close(POLL, "host", "the end");
    assertThatThrownBy(() -> node.results().finalizePoll(POLL))
        .isInstanceOf(FinalizationException.class)
        .hasMessageContaining("live nodes");
    assertThat(unanswered).isNotDone();
    holds.set(false);
    await().atMost(AMPLE).until(unanswered::isDone);
    await()
        .atMost(AMPLE)
        .ignoreExceptionsInstanceOf(FinalizationException.class)
        .untilAsserted(() -> assertFinalized(node, node.results().finalizePoll(POLL)));
  }

  @Test
  void acknowledgedVoteThatMustBeSentAgainHoldsUpTheSeal() {
    VoteEngine node =
        cluster.node(
            reconciler().finalizeWithin(REPORTED).build(), builder -> builder.results(options()));
    VoteEngine slow =
        cluster.node(
            reconciler().withoutDegradedMode().build(),
            Faults.store(cluster::store, method -> slowFaults.apply(method)),
            cluster.ledger,
            builder -> builder);
    vote(node, slow);
    assertThat(node.drain(AMPLE)).isTrue();
    // The ledger does not get the vote before the store has lost it.
    slowFaults = Faults.on("journal", Fault.HANGS);
    cluster.storeFaults(Faults.on("journal", Fault.HANGS));
    Accepted vote = Results.accepted(slow.cast(voter(9), SUBJECTS.get(0), Choice.UP));
    slowFaults = Faults.on("cast", Fault.BEFORE);
    cluster.loseStore();
    cluster.noFaults();
    node.polls().close(POLL, "host", "the end");
    assertThatThrownBy(() -> node.results().finalizePoll(POLL))
        .isInstanceOf(FinalizationException.class)
        .hasMessageContaining("live nodes");
    assertThat(vote.durable()).isNotDone();
    assertThat(node.results().find(POLL)).isEmpty();
    slowFaults = Faults.none();
    await()
        .atMost(AMPLE)
        .ignoreExceptionsInstanceOf(FinalizationException.class)
        .until(() -> node.results().finalizePoll(POLL).success());
    assertThat(vote.durable()).succeedsWithin(AMPLE);
    assertThat(node.results().find(POLL).orElseThrow().standings())
        .contains(new Standing(SUBJECTS.get(0), 2, 0));
    assertThat(node.results().amendments(POLL)).isEmpty();
    assertThat(node.results().verify(POLL).findings()).isEmpty();
  }

  @Test
  void storeThatDoesNotAnswerHoldsUpTheSealAndSaysSo() {
    VoteEngine node =
        cluster.node(
            reconciler()
                .finalizeWithin(Duration.ofMillis(200))
                .storeTimeout(Duration.ofMillis(200))
                .build(),
            builder -> builder.results(options()));
    vote(node);
    assertThat(node.drain(AMPLE)).isTrue();
    node.polls().close(POLL, "host", "the end");
    cluster.storeFaults(Faults.always(Fault.BEFORE));
    assertThatThrownBy(() -> node.results().finalizePoll(POLL))
        .isInstanceOf(FinalizationException.class)
        .hasMessageContaining("journals of the partitions");
    assertThat(node.results().find(POLL)).isEmpty();
    cluster.noFaults();
    await()
        .atMost(AMPLE)
        .ignoreExceptionsInstanceOf(VoteException.class)
        .untilAsserted(() -> assertFinalized(node, node.results().finalizePoll(POLL)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unload", "loadPoll"})
  void storeThatCannotBeClearedDelaysNothing(String step) {
    VoteEngine node = node();
    vote(node);
    node.polls().close(POLL, "host", "the end");
    cluster.storeFaults(Faults.on(step, Fault.BEFORE));
    FinalizationReport report = node.results().finalizePoll(POLL);
    assertThat(report.success()).isTrue();
    assertThat(node.results().find(POLL)).isPresent();
    assertThat(cluster.ledger.finalizations().orElseThrow().due(Duration.ofDays(1)))
        .containsExactly(POLL);
    cluster.noFaults();
    assertFinalized(node, node.results().finalizePoll(POLL));
    assertThat(cluster.ledger.finalizations().orElseThrow().due(Duration.ZERO)).isEmpty();
  }

  @Test
  void twoNodesMayFinalizeAtOnce() {
    VoteEngine node = node();
    VoteEngine other = node();
    vote(node, other);
    node.polls().close(POLL, "host", "the end");
    var first = CompletableFuture.supplyAsync(() -> tried(node));
    var second = CompletableFuture.supplyAsync(() -> tried(other));
    boolean firstDid = first.join();
    assertThat(second.join() || firstDid).isTrue();
    assertFinalized(node, other.results().finalizePoll(POLL));
    assertThat(node.backups().list(POLL)).hasSize(1);
  }

  private static boolean tried(VoteEngine node) {
    try {
      return node.results().finalizePoll(POLL).success();
    } catch (FinalizationException e) {
      assertThat(e).hasMessageContaining("nother run finalizes");
      return false;
    }
  }

  @Test
  void ballotPollIsFinalizedInItsOnePartition() {
    VoteEngine node = node();
    node.polls().define(Poll.named(POLL).unlimited().votesPerVoter(1));
    for (int v = 0; v < 4; v++) {
      Results.accepted(node.cast(voter(v), SUBJECTS.get(v % 2), Choice.UP));
    }
    node.polls().close(POLL, "host", "the end");
    assertThat(node.results().finalizePoll(POLL).success()).isTrue();
    assertThat(node.results().find(POLL).orElseThrow().standings())
        .containsExactly(new Standing(SUBJECTS.get(0), 2, 0), new Standing(SUBJECTS.get(1), 2, 0));
    assertThat(node.results().top(POLL, 1).tieCut()).isTrue();
    assertThat(node.results().verify(POLL).exact()).isTrue();
  }
}
