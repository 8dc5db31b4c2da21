package io.voteengine.sync.engine;

import static io.voteengine.sync.testing.Results.accepted;
import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Accepted;
import io.voteengine.CastResult.Reason;
import io.voteengine.CastResult.Rejected;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.poll.HeldChoice;
import io.voteengine.poll.PollException;
import io.voteengine.poll.VoteBudget.WhenSpent;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.rules.SubjectPlaces;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Ballot polls on two nodes, whatever fails. */
@Execution(CONCURRENT)
class EngineBallotTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId BOB = VoterId.of("bob");
  private static final Poll LOGOS = Poll.named("logos").unlimited().votesPerVoter(1);
  private static final Poll JAMS = Poll.named("jams").unlimited().votesPerVoter(2, WhenSpent.MOVE);
  private static final SubjectId CAT = SubjectId.of("logos", "cat");
  private static final SubjectId DOG = SubjectId.of("logos", "dog");
  private static final List<SubjectId> SONGS =
      IntStream.range(0, 4).mapToObj(i -> SubjectId.of("jams", "song-" + i)).toList();

  private final Cluster cluster = new Cluster();
  private final VoteEngine engine = node();
  private final VoteEngine other = node();

  private VoteEngine node() {
    return cluster.node(
        Reconciler.builder().backoff(Duration.ofMillis(5), Duration.ofMillis(50)).build());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private List<SubjectId> inLedger(Poll poll, VoterId voter) {
    int partition = SubjectPlaces.ofBallots(poll.name(), Cluster.PARTITIONS);
    HeldVotes held =
        cluster.ledger.held(partition, List.of(new VoterInPoll(poll.name(), voter))).value().get(0);
    return held.votes().stream().map(VoteSnapshot::subject).sorted().toList();
  }

  private static List<SubjectId> subjects(List<HeldChoice> held) {
    return held.stream().map(HeldChoice::subject).toList();
  }

  /** What the voter's page shows. */
  private static List<SubjectId> chosen(VoteEngine node, List<SubjectId> subjects, VoterId voter) {
    return node.page(subjects, voter).stream()
        .filter(view -> view.choice() != Choice.NONE)
        .map(SubjectView::subject)
        .toList();
  }

  private void drained() {
    await().atMost(AMPLE).until(() -> engine.drain(AMPLE) && other.drain(AMPLE));
    await().atMost(AMPLE).until(() -> cluster.ledger.stale(null, 1).isEmpty());
  }

  @Test
  void voterChoosesOneOnWhicheverNode() {
    engine.polls().define(LOGOS);
    Accepted first = accepted(other.cast(ADA, CAT, Choice.UP));
    assertThat(first.receipt().held())
        .containsExactly(new HeldChoice(CAT, Choice.UP, first.receipt().castAt()));
    Rejected refused = rejected(engine.cast(ADA, DOG, Choice.UP), Reason.BUDGET_SPENT);
    assertThat(refused.held()).isEqualTo(first.receipt().held());
    assertThat(refused.choice()).isEqualTo(Choice.NONE);
    accepted(engine.cast(BOB, DOG, Choice.UP));
    assertThat(accepted(other.toggle(ADA, CAT, Choice.UP)).receipt().held()).isEmpty();
    assertThat(subjects(accepted(engine.cast(ADA, DOG, Choice.UP)).receipt().held()))
        .containsExactly(DOG);
    drained();
    assertThat(inLedger(LOGOS, ADA)).containsExactly(DOG);
    assertThat(chosen(other, List.of(CAT, DOG), ADA)).containsExactly(DOG);
    assertThat(engine.top("logos", 5)).hasSize(1);
    assertThat(engine.auditNow("logos").exact()).isTrue();
    assertThat(cluster.ledger.records().history(DOG, 10)).hasSize(2);
  }

  @Test
  void oldestChoiceMovesAndPagesShowIt() {
    engine.polls().define(JAMS);
    SONGS.forEach(song -> accepted(engine.cast(ADA, song, Choice.UP)));
    assertThat(chosen(other, SONGS, ADA)).containsExactlyElementsOf(SONGS.subList(2, 4));
    Accepted again = accepted(other.cast(ADA, SONGS.get(0), Choice.DOWN));
    assertThat(subjects(again.receipt().held())).containsExactly(SONGS.get(3), SONGS.get(0));
    assertThat(again.receipt().moved()).isEqualTo(SONGS.get(2));
    drained();
    assertThat(inLedger(JAMS, ADA)).containsExactly(SONGS.get(0), SONGS.get(3));
    assertThat(engine.auditNow("jams").exact()).isTrue();
    assertThat(engine.read(SONGS.get(2), ADA).tally().up()).isZero();
  }

  @Test
  void repeatedRequestGetsItsFirstAnswerWhereverItIsRemembered() {
    engine.polls().define(JAMS);
    VoteRequest first =
        VoteRequest.cast(ADA, SONGS.get(0), Choice.UP).requestId(RequestId.named("first"));
    Accepted answer = accepted(engine.cast(first));
    accepted(engine.cast(ADA, SONGS.get(1), Choice.UP));
    VoteRequest moving =
        VoteRequest.cast(ADA, SONGS.get(2), Choice.UP).requestId(RequestId.named("moving"));
    Accepted moved = accepted(engine.cast(moving));
    for (int round = 0; round < 2; round++) {
      Accepted again = accepted(other.cast(first));
      assertThat(again.receipt().replayed()).isTrue();
      assertThat(again.receipt().castAt()).isEqualTo(answer.receipt().castAt());
      assertThat(again.choice()).isEqualTo(Choice.UP);
      assertThat(subjects(again.receipt().held())).containsExactly(SONGS.get(1), SONGS.get(2));
      assertThat(accepted(other.cast(moving)).receipt().castAt())
          .isEqualTo(moved.receipt().castAt());
      rejected(
          other.cast(
              VoteRequest.cast(ADA, SONGS.get(0), Choice.UP).requestId(RequestId.named("moving"))),
          Reason.REQUEST_ID_REUSED);
      // In the second round only the ledger remembers them.
      drained();
      cluster.loseStore();
    }
    drained();
    assertThat(inLedger(JAMS, ADA)).containsExactly(SONGS.get(1), SONGS.get(2));
  }

  @Test
  void voteThatOnlyThisNodeRemembersIsSentAgainBeforeTheNext() {
    engine.polls().define(LOGOS);
    cluster.ledgerFaults(Faults.on("apply", Fault.BEFORE));
    accepted(engine.cast(ADA, CAT, Choice.UP));
    cluster.loseStore();
    cluster.noFaults();
    rejected(engine.cast(ADA, DOG, Choice.UP), Reason.BUDGET_SPENT);
    drained();
    assertThat(inLedger(LOGOS, ADA)).containsExactly(CAT);
    assertThat(engine.auditNow("logos").exact()).isTrue();
  }

  /** The store has lost the first vote when another node casts the second. */
  @Test
  void voterNeverHoldsMoreThoughTwoNodesVoteAfterALoss() {
    engine.polls().define(LOGOS);
    engine.polls().define(JAMS);
    accepted(other.cast(BOB, DOG, Choice.UP));
    for (int round = 0; round < 5; round++) {
      VoterId voter = VoterId.of("voter-" + round);
      cluster.ledgerFaults(Faults.on("apply", Fault.BEFORE));
      accepted(engine.cast(voter, CAT, Choice.UP));
      SONGS.subList(0, 2).forEach(song -> accepted(engine.cast(voter, song, Choice.UP)));
      cluster.loseStore();
      cluster.noFaults();
      CastResult second = other.cast(voter, DOG, Choice.UP);
      accepted(other.cast(voter, SONGS.get(2), Choice.UP));
      accepted(other.cast(voter, SONGS.get(3), Choice.UP));
      await().atMost(AMPLE).until(() -> engine.figures().unconfirmed() == 0);
      drained();
      assertThat(inLedger(LOGOS, voter)).hasSize(1);
      assertThat(chosen(engine, List.of(CAT, DOG), voter)).isEqualTo(inLedger(LOGOS, voter));
      assertThat(inLedger(LOGOS, voter)).containsExactly(second.isAccepted() ? DOG : CAT);
      assertThat(inLedger(JAMS, voter)).containsExactlyElementsOf(SONGS.subList(2, 4));
      assertThat(chosen(other, SONGS, voter)).containsExactlyElementsOf(SONGS.subList(2, 4));
    }
    assertThat(engine.auditNow("logos").exact()).isTrue();
    assertThat(engine.auditNow("jams").exact()).isTrue();
  }

  @Test
  void voterWhoVotesAtOnceOnADegradedNodeKeepsOneChoice() {
    engine.polls().define(LOGOS);
    AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    VoteEngine cut =
        cluster.node(
            Reconciler.withDefaults(),
            Faults.store(cluster::store, method -> fault.get()),
            Faults.ledger(cluster.ledger, Faults.none()),
            builder -> builder);
    fault.set(Fault.BEFORE);
    accepted(cut.cast(BOB, DOG, Choice.UP));
    drained();
    for (int i = 0; i < 20; i++) {
      VoterId voter = VoterId.of("voter-" + i);
      CompletableFuture<CastResult> one = engine.castAsync(VoteRequest.cast(voter, CAT, Choice.UP));
      CompletableFuture<CastResult> two = cut.castAsync(VoteRequest.cast(voter, DOG, Choice.UP));
      assertThat(List.of(one.join(), two.join())).anyMatch(CastResult::isAccepted);
    }
    drained();
    for (int i = 0; i < 20; i++) {
      VoterId voter = VoterId.of("voter-" + i);
      assertThat(inLedger(LOGOS, voter)).hasSize(1);
      await()
          .atMost(AMPLE)
          .untilAsserted(
              () ->
                  assertThat(chosen(engine, List.of(CAT, DOG), voter))
                      .isEqualTo(inLedger(LOGOS, voter)));
      rejected(
          engine.cast(voter, inLedger(LOGOS, voter).contains(CAT) ? DOG : CAT, Choice.UP),
          Reason.BUDGET_SPENT);
    }
    assertThat(engine.auditNow("logos").exact()).isTrue();
  }

  @Test
  void degradedModeKeepsTheBudgetAndTheVotersOwnVotes() {
    engine.polls().define(LOGOS);
    engine.polls().define(JAMS);
    cluster.ledgerFaults(Faults.on("apply", Fault.BEFORE));
    accepted(engine.cast(ADA, CAT, Choice.UP));
    SONGS.subList(0, 2).forEach(song -> accepted(engine.cast(ADA, song, Choice.UP)));
    cluster.storeFaults(Faults.always(Fault.BEFORE));
    Rejected refused = rejected(engine.cast(ADA, DOG, Choice.UP), Reason.BUDGET_SPENT);
    assertThat(subjects(refused.held())).containsExactly(CAT);
    Accepted moved = accepted(engine.cast(ADA, SONGS.get(2), Choice.UP));
    assertThat(subjects(moved.receipt().held())).containsExactly(SONGS.get(1), SONGS.get(2));
    assertThat(inLedger(JAMS, ADA)).containsExactly(SONGS.get(1), SONGS.get(2));
    cluster.noFaults();
    drained();
    await().atMost(AMPLE).until(() -> engine.read(CAT, ADA).exact());
    assertThat(chosen(other, SONGS, ADA)).containsExactly(SONGS.get(1), SONGS.get(2));
    rejected(other.cast(ADA, DOG, Choice.UP), Reason.BUDGET_SPENT);
    assertThat(engine.auditNow("jams").exact()).isTrue();
  }

  @Test
  void votesOfOneVoterAtOnceStayWithinTheBudget() {
    engine.polls().define(LOGOS.votesPerVoter(3));
    List<CompletableFuture<CastResult>> casts = new ArrayList<>();
    List<SubjectId> logos =
        IntStream.range(0, 10).mapToObj(i -> SubjectId.of("logos", "logo-" + i)).toList();
    for (SubjectId logo : logos) {
      for (VoteEngine node : List.of(engine, other)) {
        casts.add(node.castAsync(VoteRequest.cast(ADA, logo, Choice.UP)));
        casts.add(node.castAsync(VoteRequest.cast(BOB, logo, Choice.DOWN)));
      }
    }
    casts.forEach(CompletableFuture::join);
    drained();
    for (VoterId voter : List.of(ADA, BOB)) {
      assertThat(inLedger(LOGOS, voter)).hasSize(3);
      assertThat(chosen(other, logos, voter)).isEqualTo(inLedger(LOGOS, voter));
    }
    assertThat(cluster.ledger.quarantine().list(null, 1)).isEmpty();
  }

  @Test
  void importsOfThePastKeepTheNewestWhereVotesMove() {
    engine.polls().define(JAMS);
    Instant noon = Instant.parse("2024-01-15T12:00:00Z");
    for (int i : new int[] {3, 1, 2, 0}) {
      CastResult result =
          engine.cast(VoteRequest.cast(ADA, SONGS.get(i), Choice.UP).castAt(noon.plusSeconds(i)));
      if (i == 0) {
        rejected(result, Reason.SUPERSEDED);
      } else {
        accepted(result);
      }
    }
    drained();
    assertThat(inLedger(JAMS, ADA)).containsExactly(SONGS.get(2), SONGS.get(3));
  }

  @Test
  void voidVoteMakesRoomAndRestoringItDoesNotExceed() {
    engine.polls().define(LOGOS);
    accepted(engine.cast(ADA, CAT, Choice.UP));
    accepted(engine.cast(BOB, CAT, Choice.UP));
    VoteSelection all = VoteSelection.ofPoll("logos");
    assertThat(engine.administration().voidVotes(all).votes()).isEqualTo(2);
    accepted(other.cast(ADA, DOG, Choice.UP));
    var report = engine.administration().restoreVotes(all);
    assertThat(report.votes()).isEqualTo(1);
    assertThat(report.spent()).isEqualTo(1);
    rejected(other.cast(BOB, DOG, Choice.UP), Reason.BUDGET_SPENT);
    rejected(other.cast(ADA, CAT, Choice.UP), Reason.BUDGET_SPENT);
    assertThat(engine.auditNow("logos").exact()).isTrue();
  }

  @Test
  void unusedChoicesAreEvictedAndLoadedAgain() {
    engine.polls().define(LOGOS);
    accepted(engine.cast(ADA, CAT, Choice.UP));
    drained();
    int partition = SubjectPlaces.ofBallots("logos", Cluster.PARTITIONS);
    var term = cluster.ledger.position(partition).term();
    await()
        .atMost(AMPLE)
        .until(
            () ->
                cluster
                        .store()
                        .evict(term, Duration.ZERO, 100)
                        .toCompletableFuture()
                        .join()
                        .forgotten()
                    > 0);
    rejected(other.cast(ADA, DOG, Choice.UP), Reason.BUDGET_SPENT);
  }

  @Test
  void budgetMayRiseAndFallButNotBelowWhatIsHeld() {
    engine.polls().define(LOGOS);
    accepted(other.cast(ADA, CAT, Choice.UP));
    engine.polls().update("logos", poll -> poll.votesPerVoter(2), "admin", "more");
    accepted(other.cast(ADA, DOG, Choice.UP));
    assertThatThrownBy(
            () -> engine.polls().update("logos", poll -> poll.votesPerVoter(1), "admin", "less"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("1 voters hold more, up to 2");
    assertThat(engine.polls().changes("logos")).hasSize(1);
    accepted(other.cast(BOB, CAT, Choice.UP));
    accepted(other.cast(BOB, DOG, Choice.UP));
    accepted(other.cast(BOB, DOG, Choice.NONE));
    accepted(other.cast(ADA, CAT, Choice.NONE));
    Poll one = engine.polls().update("logos", poll -> poll.votesPerVoter(1), "admin", "less");
    assertThat(one).isEqualTo(LOGOS);
    assertThat(other.polls().find("logos")).contains(LOGOS);
    rejected(other.cast(BOB, DOG, Choice.UP), Reason.BUDGET_SPENT);
    assertThat(cluster.ledger.quarantine().list(null, 1)).isEmpty();
  }

  /** Casts on the other node race with the change. */
  @Test
  void nobodyHoldsMoreThanALowerBudgetWhoeverVotesMeanwhile() {
    engine.polls().define(LOGOS.votesPerVoter(2));
    List<VoterId> voters = IntStream.range(0, 200).mapToObj(i -> VoterId.of("v" + i)).toList();
    List<CompletableFuture<CastResult>> casts = new ArrayList<>();
    CompletableFuture<Boolean> lowered =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                engine.polls().update("logos", poll -> poll.votesPerVoter(1), "admin", "less");
                return true;
              } catch (PollException e) {
                return false;
              }
            });
    for (VoterId voter : voters) {
      casts.add(other.castAsync(VoteRequest.cast(voter, CAT, Choice.UP)));
      casts.add(other.castAsync(VoteRequest.cast(voter, DOG, Choice.UP)));
    }
    casts.forEach(CompletableFuture::join);
    int most = lowered.join() ? 1 : 2;
    drained();
    int accepted =
        (int) casts.stream().map(CompletableFuture::join).filter(CastResult::isAccepted).count();
    int held = 0;
    for (VoterId voter : voters) {
      assertThat(inLedger(LOGOS, voter).size()).isBetween(1, most);
      held += inLedger(LOGOS, voter).size();
    }
    assertThat(held).as("no accepted vote is lost").isEqualTo(accepted);
    assertThat(cluster.ledger.quarantine().list(null, 1)).isEmpty();
    assertThat(other.polls().find("logos")).contains(LOGOS.votesPerVoter(most));
  }

  @Test
  void budgetIsNotLoweredWhereTheStoreCannotBeNotified() {
    engine.polls().define(LOGOS.votesPerVoter(2));
    accepted(engine.cast(ADA, CAT, Choice.UP));
    cluster.storeFaults(Faults.on("loadPoll", Fault.BEFORE));
    assertThatThrownBy(
            () -> engine.polls().update("logos", poll -> poll.votesPerVoter(1), "admin", "less"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("Nothing was changed");
    cluster.noFaults();
    assertThat(engine.polls().find("logos")).contains(LOGOS.votesPerVoter(2));
    await().atMost(AMPLE).untilAsserted(() -> accepted(engine.cast(ADA, DOG, Choice.UP)));
    assertThat(engine.polls().changes("logos")).isEmpty();
  }

  @Test
  void ordinaryPollNeverBecomesABallotPoll() {
    engine.polls().define(Poll.named("posts"));
    assertThatThrownBy(
            () -> engine.polls().update("posts", poll -> poll.votesPerVoter(1), "admin", "x"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("no ballot poll");
    assertThat(engine.polls().find("posts")).contains(Poll.named("posts"));
    assertThat(engine.polls().changes("posts")).isEmpty();
  }

  @Test
  void pollThatAnotherNodeDefinesIsKnownByItsFirstVote() {
    SubjectId late = SubjectId.of("late", "a");
    rejected(other.cast(ADA, late, Choice.UP), Reason.POLL_NOT_OPEN);
    engine.polls().define(Poll.named("late").votesPerVoter(1));
    assertThat(other.read(late, ADA).choice()).isEqualTo(Choice.NONE);
    assertThat(accepted(other.cast(ADA, late, Choice.UP)).receipt().held()).hasSize(1);
    assertThat(engine.read(late, ADA).choice()).isEqualTo(Choice.UP);
    rejected(engine.cast(ADA, SubjectId.of("late", "b"), Choice.UP), Reason.BUDGET_SPENT);
  }
}
