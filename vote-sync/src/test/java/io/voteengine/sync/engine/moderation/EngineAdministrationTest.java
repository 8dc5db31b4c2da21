package io.voteengine.sync.engine.moderation;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
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
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoteReceipt;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.moderation.AdministrationReport;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.query.AuditReport;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.StepResult;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host sees of votes that are voided, restored and erased, and what its voters see. */
class EngineAdministrationTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId EVE = VoterId.of("eve");
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final int P = POST.partition(Cluster.PARTITIONS);
  private static final VoteSelection EVES = VoteSelection.ofVoters(List.of(EVE));

  private final Cluster cluster = new Cluster();
  private final Reconciler reconciler = Reconciler.builder().threads(0).build();
  private final Reconciler otherReconciler = Reconciler.builder().threads(0).build();
  private VoteEngine engine;
  private VoteEngine other;

  @BeforeEach
  void start() {
    engine = cluster.node(reconciler, builder -> builder.drainTimeout(Duration.ofMillis(500)));
    other = cluster.node(otherReconciler);
    engine.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private static VoteReceipt vote(VoteEngine node, VoterId voter, Choice choice, String request) {
    CastResult result =
        node.cast(VoteRequest.cast(voter, POST, choice).requestId(RequestId.named(request)));
    assertThat(result).isInstanceOf(CastResult.Accepted.class);
    return ((CastResult.Accepted) result).receipt();
  }

  private static void assertShows(VoteEngine node, long up, long down, Choice ofEve) {
    assertThat(node.read(POST, EVE))
        .matches(view -> view.exact())
        .matches(view -> view.choice() == ofEve)
        .matches(view -> view.tally().up() == up && view.tally().down() == down);
  }

  private void assertSettled() {
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.auditNow("posts").exact()).isTrue();
    Tally shown = engine.read(POST, null).tally();
    assertThat(engine.auditNow("posts").tallies())
        .isEqualTo(new AuditReport.Counts(shown.up(), shown.down()));
  }

  @Test
  void voidVotesVanishOnEveryNodeAndComeBackWhenRestored() {
    vote(engine, ADA, UP, "a");
    vote(engine, EVE, UP, "e");
    reconciler.step(P);
    assertShows(other, 2, 0, UP);

    assertThat(other.administration().voidVotes(EVES))
        .isEqualTo(new AdministrationReport(1, 1, 0, true, true));
    assertShows(engine, 1, 0, NONE);
    assertShows(other, 1, 0, NONE);
    assertThat(engine.status(EVE, POST, RequestId.named("e"))).isEqualTo(RequestStatus.DURABLE);
    assertSettled();

    assertThat(engine.administration().restoreVotes(EVES).votes()).isEqualTo(1);
    assertShows(other, 2, 0, UP);
    assertSettled();
  }

  @Test
  void votesThatTheLedgerDidNotHaveYetAreVoidToo() {
    vote(engine, EVE, UP, "e");
    assertThat(other.administration().voidVotes(EVES).votes()).isEqualTo(1);
    assertShows(engine, 0, 0, NONE);
    assertSettled();
  }

  @Test
  void voterMayVoteAnew() {
    vote(engine, EVE, UP, "1");
    engine.administration().voidVotes(EVES);
    VoteReceipt again = vote(engine, EVE, UP, "2");
    assertThat(again.tally().up()).isEqualTo(1);
    assertSettled();
    assertThat(engine.administration().restoreVotes(EVES).votes()).isZero();
    assertShows(engine, 1, 0, UP);
  }

  @Test
  void versionsRiseOnly() {
    long before = vote(engine, EVE, UP, "1").tally().version();
    engine.administration().voidVotes(EVES);
    long voided = engine.read(POST, null).tally().version();
    long after = vote(engine, ADA, UP, "2").tally().version();
    assertThat(List.of(before, voided, after)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void changeOfAVoteVoidedBehindTheStoreCountsOnce() {
    vote(engine, EVE, UP, "1");
    reconciler.step(P);
    cluster.storeFaults(Faults.on("unload", Fault.BEFORE));
    assertThat(engine.administration().voidVotes(EVES))
        .isEqualTo(new AdministrationReport(1, 1, 0, true, false));
    assertShows(engine, 1, 0, UP);
    VoteReceipt changed = vote(engine, EVE, DOWN, "2");
    assertThat(changed.tally().up()).isZero();
    cluster.noFaults();
    assertThat(reconciler.step(P)).isEqualTo(StepResult.FLUSHED);
    assertShows(engine, 0, 1, DOWN);
    reconciler.heal();
    assertShows(engine, 0, 1, DOWN);
    assertSettled();
  }

  @Test
  void storeThatCouldNotBeNotifiedIsNotifiedByAnyReconciler() {
    vote(engine, EVE, UP, "1");
    reconciler.step(P);
    cluster.storeFaults(Faults.on("unload", Fault.AFTER));
    assertThat(engine.administration().voidVotes(EVES).shown()).isFalse();
    cluster.noFaults();
    cluster.node(Reconciler.withDefaults());
    await().atMost(AMPLE).until(() -> engine.read(POST, EVE).tally().up() == 0);
    assertSettled();
  }

  @Test
  void whatCouldNotBeWaitedForIsSaid() {
    vote(engine, ADA, UP, "1");
    reconciler.step(P);
    vote(engine, EVE, UP, "2");
    cluster.storeFaults(Faults.on("journal", Fault.BEFORE));
    assertThat(engine.administration().voidVotes(VoteSelection.ofPoll("posts")))
        .isEqualTo(new AdministrationReport(1, 1, 0, false, true));
    cluster.noFaults();
    assertThat(engine.administration().voidVotes(VoteSelection.ofPoll("posts")))
        .isEqualTo(new AdministrationReport(1, 1, 0, true, true));
    assertShows(engine, 0, 0, NONE);
    assertSettled();
  }

  @Test
  void voteThatIsSentAgainAfterTheStoreWasLostStaysVoid() {
    vote(other, EVE, UP, "e");
    engine.administration().voidVotes(EVES);
    cluster.loseStore();
    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    assertThat(other.drain(AMPLE)).isTrue();
    assertShows(engine, 0, 0, NONE);
    assertSettled();
    assertThat(engine.administration().restoreVotes(EVES).votes()).isEqualTo(1);
    assertShows(other, 1, 0, UP);
  }

  @Test
  void erasedVoterIsUnknownToTheStoreAndStillCounts() {
    vote(engine, EVE, UP, "1");
    vote(engine, EVE, DOWN, "2");
    vote(engine, ADA, UP, "3");
    assertThat(other.administration().erase(EVE))
        .isEqualTo(new AdministrationReport(1, 1, 0, true, true));
    assertShows(engine, 1, 1, NONE);
    assertThat(engine.records().votesOf(EVE, null, null, 10).votes()).isEmpty();
    assertThat(engine.records().history(POST, 10)).hasSize(3).noneMatch(e -> e.voter().equals(EVE));
    assertThat(other.status(EVE, POST, RequestId.named("2"))).isEqualTo(RequestStatus.UNKNOWN);
    assertSettled();
  }

  @Test
  void sumsAreExactWhateverIsDoneAtOnce() {
    List<VoterId> voters = IntStream.range(0, 30).mapToObj(i -> VoterId.of("v" + i)).toList();
    VoteEngine working = cluster.node(Reconciler.withDefaults());
    CompletableFuture<Void> voiding =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 30; i++) {
                working.administration().voidVotes(VoteSelection.ofPoll("posts"));
              }
            });
    CompletableFuture<Void> restoring =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 30; i++) {
                other.administration().restoreVotes(VoteSelection.ofSubject(POST));
                other.administration().erase(voters.get(0));
              }
            });
    CompletableFuture<Void> both = CompletableFuture.allOf(voiding, restoring);
    Random random = new Random(1);
    for (int i = 0; i < 300 || !both.isDone(); i++) {
      VoterId voter = voters.get(random.nextInt(voters.size()));
      VoteRequest vote = VoteRequest.cast(voter, POST, Choice.values()[random.nextInt(3)]);
      // At intervals until it is durable: otherwise there are more votes than the backlog may hold.
      assertThat(working.cast(i % 50 == 0 ? vote.ack(Ack.DURABLE) : vote))
          .isInstanceOf(CastResult.Accepted.class);
    }
    both.join();
    reconciler.heal();
    assertSettled();
  }

  @Test
  void closedEngineRefuses() {
    engine.close();
    assertThatThrownBy(() -> engine.administration().voidVotes(EVES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
