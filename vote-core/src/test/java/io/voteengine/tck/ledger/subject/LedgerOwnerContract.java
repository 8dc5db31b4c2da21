package io.voteengine.tck.ledger.subject;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.poll.Visibility;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.spi.journal.Term;
import io.voteengine.subject.NewSubject;
import io.voteengine.subject.Subject;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.testing.Vote;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An owner's score is the sum over their subjects, whatever changes votes or owners. */
public abstract class LedgerOwnerContract extends SubjectCase {
  protected LedgerOwnerContract(VoteLedgerContract suite) {
    super(suite);
  }

  /** Checks that the score is this, and is the sum of what the tallies say. */
  private void assertScore(VoterId owner, long score) {
    assertThat(subjects().ownerScore(owner)).isEqualTo(score);
    assertSums(owner);
  }

  private void assertSums(VoterId owner) {
    long sum = 0;
    for (String poll : List.of("launch", "posts")) {
      for (Subject subject : subjects().list(poll, null, 1_000)) {
        if (owner.equals(subject.owner())) {
          SubjectSnapshot tally = snapshot(subject.id());
          sum += tally.up() - tally.down();
        }
      }
    }
    assertThat(subjects().ownerScore(owner)).isEqualTo(sum);
  }

  private void ownSome() {
    addOwned(APP, CAT);
    addOwned(TOOL, CAT);
    addOwned(GAME, CAT);
    addOwned(A, DOG);
  }

  private void voteSome() {
    ownSome();
    journal.vote(APP, ADA, UP);
    journal.vote(APP, BOB, UP);
    journal.vote(TOOL, ADA, DOWN);
    journal.vote(A, ADA, UP);
    journal.vote(B, ADA, UP);
    flush();
    other.vote(GAME, BOB, UP);
    flush(other);
  }

  @Test
  void scoreIsTheSumOverAllSubjectsInAllPollsAndPartitions() {
    assertScore(CAT, 0);
    voteSome();
    assertScore(CAT, 2);
    assertScore(DOG, 1);
    addOwned(B, CAT);
    assertScore(CAT, 3);
    withdraw(APP);
    assertScore(CAT, 3);
  }

  @Test
  void scoreLeavesOutPollsThatHideTheirCounts() {
    voteSome();
    SubjectId first = subject("secret", 0, 0);
    SubjectId second = subject("secret", 1, 0);
    ledger.polls().define(Poll.named("secret").visibility(Visibility.AFTER_CLOSE));
    ledger.polls().define(Poll.named("more").visibility(Visibility.AFTER_SEAL));
    for (SubjectId subject : List.of(first, second, subject("more", 0, 0))) {
      addOwned(subject, CAT);
      (partition(subject) == 0 ? journal : other).vote(subject, ADA, UP);
    }
    flush();
    flush(other);
    assertScore(CAT, 2);
    ledger.polls().close("secret", "host", "the end");
    ledger.polls().close("more", "host", "the end");
    assertThat(subjects().ownerScore(CAT)).isEqualTo(4);
  }

  @Test
  void scoreFollowsVotesThatChangeAndAreTakenBack() {
    voteSome();
    journal.vote(APP, ADA, DOWN);
    journal.vote(APP, BOB, NONE);
    flush();
    assertScore(CAT, -1);
    journal.vote(APP, ADA, UP, 1_000_000L, RequestId.named("late"));
    flush();
    assertScore(CAT, -1);
  }

  @Test
  void scoreFollowsVotesThatAreCastDirectly() {
    voteSome();
    assertThat(cast(Vote.of(DOG, TOOL, DOWN))).isInstanceOf(Accepted.class);
    assertThat(cast(Vote.of(ADA, TOOL, NONE))).isInstanceOf(Accepted.class);
    assertScore(CAT, 2);
    // The store's own copy of a vote that was cast here too.
    var vote = Vote.of(CAT, GAME, UP);
    cast(vote);
    assertScore(CAT, 3);
    cast(Vote.retried(vote));
    assertScore(CAT, 3);
  }

  @Test
  void scoreFollowsVoidedRestoredAndErasedVotes() {
    voteSome();
    ledger.administration().voidVotes(VoteSelection.ofVoters(List.of(BOB)));
    assertScore(CAT, 0);
    assertScore(DOG, 1);
    ledger.administration().restoreVotes(VoteSelection.ofVoters(List.of(BOB)));
    assertScore(CAT, 2);
    assertScore(DOG, 1);
    ledger.administration().erase(ADA);
    assertScore(CAT, 2);
    assertScore(DOG, 1);
  }

  @Test
  void scoreFollowsARecovery() {
    voteSome();
    var salvaged = List.of(journal.vote(APP, DOG, UP), journal.vote(TOOL, ADA, UP));
    Term next = new Term(0, 2, "s2");
    assertThat(ledger.recover(ledger.position(0).term(), List.copyOf(salvaged), next)).isTrue();
    assertScore(CAT, 5);
  }

  @Test
  void scoreLacksWhatIsInQuarantineUntilItIsReplayed() {
    ownSome();
    suite.refuse(ADA);
    journal.vote(APP, ADA, UP);
    journal.vote(APP, BOB, UP);
    flush();
    assertScore(CAT, 1);
    suite.accept(ADA);
    assertThat(ledger.quarantine().replay(ledger.quarantine().list(null, 1).get(0))).isTrue();
    assertScore(CAT, 2);
  }

  @Test
  void scoreMovesToAnotherOwner() {
    voteSome();
    assertThat(give(APP, DOG)).isTrue();
    assertThat(give(APP, DOG)).isFalse();
    assertScore(CAT, 0);
    assertScore(DOG, 3);
    assertThat(subjects().changeOwner(0, APP, null)).isTrue();
    assertScore(DOG, 1);
    assertThat(recorded(APP).owner()).isNull();
    journal.vote(APP, DOG, UP);
    flush();
    assertScore(DOG, 1);
    assertScore(CAT, 0);
    assertThat(give(B, CAT)).isTrue();
    assertScore(CAT, 1);
  }

  @Test
  void ownersIdIsErasedWithTheirVotes() {
    voteSome();
    give(TOOL, DOG);
    clearStale();
    ledger.administration().erase(CAT);
    assertThat(subjects().ownerScore(CAT)).isZero();
    assertThat(recorded(APP).owner()).isNull();
    assertThat(recorded(GAME).owner()).isNull();
    assertThat(snapshot(APP).owner()).isNull();
    assertThat(stale()).contains(APP, GAME);
    assertScore(DOG, 0);
    journal.vote(APP, DOG, UP);
    flush();
    assertThat(subjects().ownerScore(CAT)).isZero();
    addOwned(APP, CAT);
    assertScore(CAT, 3);
  }

  @Test
  void groupOfPartitionsKeepsTheScore() {
    ownSome();
    journal.vote(APP, ADA, UP);
    journal.vote(TOOL, ADA, UP);
    other.vote(GAME, ADA, UP);
    List<JournalBatch> group =
        List.of(
            new JournalBatch(ledger.position(0), journal.take()),
            new JournalBatch(ledger.position(1), other.take()));
    assertThat(ledger.apply(group)).allMatch(Applied.class::isInstance);
    assertScore(CAT, 3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void scoreIsExactAfterAnySequenceOfChanges(long seed) {
    Random random = new Random(seed);
    List<SubjectId> all = List.of(APP, TOOL, GAME, A, B, ELSEWHERE);
    List<VoterId> owners = List.of(CAT, DOG, ADA);
    List<VoterId> voters = List.of(ADA, BOB, VoterId.of("eve"));
    for (int step = 0; step < 60; step++) {
      SubjectId subject = all.get(random.nextInt(all.size()));
      VoterId voter = voters.get(random.nextInt(voters.size()));
      switch (random.nextInt(8)) {
        case 0 -> addOwned(subject, owners.get(random.nextInt(3)));
        case 1 -> subjects().changeOwner(partition(subject), subject, null);
        case 2 -> withdraw(subject);
        case 3 -> bringBack(subject);
        case 4 -> cast(Vote.of(voter, subject, Choice.values()[random.nextInt(3)]));
        case 5 -> ledger.administration().voidVotes(VoteSelection.ofSubject(subject));
        case 6 -> ledger.administration().restoreVotes(VoteSelection.ofSubject(subject));
        default -> {
          FakeJournal from = partition(subject) == 0 ? journal : other;
          from.vote(subject, voter, Choice.values()[random.nextInt(3)]);
          from.vote(
              subject,
              voter,
              Choice.values()[random.nextInt(3)],
              1_700_000_000_000_000L + random.nextInt(50),
              RequestId.of(new UUID(random.nextLong(), random.nextLong())));
          flush(from);
        }
      }
      owners.forEach(this::assertSums);
    }
    assertExact("launch");
    assertExact("posts");
  }

  @Test
  void oneOwnerInAllPartitionsStallsNobody() throws Exception {
    ownSome();
    addOwned(ELSEWHERE, CAT);
    List<VoteLedger> nodes = List.of(ledger, opened(), opened());
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      AtomicBoolean ended = new AtomicBoolean();
      CompletableFuture<?> groups =
          CompletableFuture.runAsync(() -> applyGroups(nodes.get(0)), threads)
              .whenComplete((done, failure) -> ended.set(true));
      CompletableFuture<?> gives =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; !ended.get(); i++) {
                  nodes.get(1).subjects().changeOwner(0, APP, i % 2 == 0 ? DOG : CAT);
                  nodes.get(1).subjects().changeOwner(1, GAME, i % 2 == 0 ? DOG : CAT);
                }
              },
              threads);
      CompletableFuture<?> adds =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; !ended.get(); i++) {
                  NewSubject added = NewSubject.of("new " + i).owner(CAT);
                  int partition = partition(SubjectId.of("launch", added.key()));
                  nodes.get(2).subjects().add(partition, "launch", List.of(added));
                  nodes.get(2).subjects().withdraw(1, List.of(ELSEWHERE));
                  nodes.get(2).subjects().bringBack(1, List.of(ELSEWHERE));
                }
              },
              threads);
      CompletableFuture.allOf(groups, gives, adds).get();
    } finally {
      threads.shutdownNow();
    }
    assertSums(CAT);
    assertSums(DOG);
    assertThat(snapshot(TOOL).up()).isEqualTo(40);
    assertExact("launch");
  }

  private void applyGroups(VoteLedger node) {
    for (int i = 0; i < 40; i++) {
      VoterId voter = VoterId.of("voter " + i);
      for (SubjectId subject : List.of(APP, TOOL, A)) {
        journal.vote(subject, voter, UP);
      }
      IntStream.range(0, 2).forEach(n -> other.vote(n == 0 ? GAME : ELSEWHERE, voter, UP));
      List<JournalBatch> group =
          List.of(
              new JournalBatch(node.position(0), journal.take()),
              new JournalBatch(node.position(1), other.take()));
      assertThat(node.apply(group)).allMatch(Applied.class::isInstance);
    }
  }
}
