package io.voteengine.tck.ledger.moderation;

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
import io.voteengine.query.RecordedVote;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.RevisedVotes;
import io.voteengine.spi.ledger.StaleSubject;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Voiding votes and restoring them. */
public abstract class LedgerVoidContract extends LedgerCase {
  private static final VoterId EVE = VoterId.of("eve");
  private static final SubjectId COMMENT = subject("comments", 1, 0);
  private static final long NOON = 1_700_000_000_000_000L;
  private static final VoteSelection POSTS = VoteSelection.ofPoll("posts");

  private final FakeJournal other = new FakeJournal(new Term(1, 1, "s1"));
  private final LedgerAdministration administration = ledger.administration();

  protected LedgerVoidContract(VoteLedgerContract suite) {
    super(suite);
  }

  private static VoteSelection by(VoterId... voters) {
    return VoteSelection.ofVoters(List.of(voters));
  }

  private VoteEvent cast(SubjectId subject, VoterId voter, Choice choice, int second) {
    return (subject.partition(PARTITIONS) == 0 ? journal : other)
        .vote(subject, voter, choice, NOON + second * 1_000_000L, RequestId.named("r" + second));
  }

  /** Seven votes, one in each second. */
  private void castSeven() {
    cast(A, ADA, UP, 0);
    cast(A, EVE, DOWN, 1);
    cast(B, EVE, UP, 2);
    cast(ELSEWHERE, EVE, UP, 3);
    cast(ELSEWHERE, BOB, UP, 4);
    cast(COMMENT, EVE, DOWN, 5);
    cast(COMMENT, BOB, NONE, 6);
    flush();
    flush(other);
  }

  private List<Integer> counted() {
    return Stream.of(A, B, ELSEWHERE, COMMENT)
        .flatMap(
            subject ->
                Stream.of(ADA, BOB, EVE)
                    .map(voter -> vote(subject, voter))
                    .filter(vote -> vote.choice() != NONE))
        .map(vote -> (int) ((vote.castAt() - NOON) / 1_000_000))
        .sorted()
        .toList();
  }

  @Test
  void voidVoteDoesNotCountAndIsKeptInTheAuditLog() {
    VoteEvent vote = cast(A, EVE, UP, 0);
    cast(A, ADA, UP, 1);
    flush();
    assertThat(administration.voidVotes(by(EVE))).isEqualTo(new RevisedVotes(1, 1));

    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 0, 1, 3));
    assertThat(vote(A, EVE))
        .as("a vote that is sent again finds itself")
        .isEqualTo(new VoteSnapshot(A, EVE, NONE, vote.castAt(), vote.requestId()));
    assertThat(ledger.has(A, EVE, vote.requestId())).isTrue();
    assertThat(ledger.records().history(A, 10)).hasSize(2);
    assertThat(ledger.records().votesOf(EVE, null, null, 10)).isEmpty();
    assertThat(ledger.records().votesOn(A, null, 10))
        .extracting(RecordedVote::voter)
        .containsExactly(ADA);
    assertThat(ledger.records().audit("posts").votes().up()).isEqualTo(1);
    assertExact("posts");
  }

  @Test
  void restoredVoteCountsAsBefore() {
    castSeven();
    List<VoteSnapshot> before = Stream.of(A, B, COMMENT).map(s -> vote(s, EVE)).toList();
    administration.voidVotes(by(EVE));
    assertThat(counted()).containsExactly(0, 4);
    assertThat(administration.restoreVotes(by(EVE))).isEqualTo(new RevisedVotes(4, 4));
    assertThat(counted()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(Stream.of(A, B, COMMENT).map(s -> vote(s, EVE))).isEqualTo(before);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 1, 2, 4));
    assertExact("posts");
    assertExact("comments");
  }

  @Test
  void doneTwiceIsDoneOnce() {
    castSeven();
    administration.voidVotes(by(EVE));
    assertThat(administration.voidVotes(by(EVE))).isEqualTo(new RevisedVotes(0, 0));
    assertThat(snapshot(B)).isEqualTo(leapt(B, 0, 0, 1, 2));
    administration.restoreVotes(by(EVE));
    assertThat(administration.restoreVotes(by(EVE))).isEqualTo(new RevisedVotes(0, 0));
    assertThat(snapshot(B)).isEqualTo(leapt(B, 1, 0, 2, 3));
  }

  /** Selections, and the seconds of the votes that count when these are void. */
  static Stream<Map.Entry<VoteSelection, List<Integer>>> selections() {
    return Stream.of(
        Map.entry(POSTS, List.of(5)),
        Map.entry(VoteSelection.ofSubject(A), List.of(2, 3, 4, 5)),
        Map.entry(VoteSelection.ofSubject(ELSEWHERE).by(List.of(BOB)), List.of(0, 1, 2, 3, 5)),
        Map.entry(by(ADA, BOB), List.of(1, 2, 3, 5)),
        Map.entry(POSTS.by(List.of(EVE)), List.of(0, 4, 5)),
        Map.entry(POSTS.castBetween(second(1), second(3)), List.of(0, 3, 4, 5)),
        Map.entry(POSTS.castBetween(null, second(1)), List.of(1, 2, 3, 4, 5)),
        Map.entry(by(EVE).castBetween(second(3), null), List.of(0, 1, 2, 4)),
        Map.entry(VoteSelection.ofPoll("unknown"), List.of(0, 1, 2, 3, 4, 5)));
  }

  private static Instant second(int second) {
    return Micros.toInstant(NOON + second * 1_000_000L);
  }

  @ParameterizedTest
  @MethodSource("selections")
  void thoseOfTheSelectionAreVoidAndNoOthers(Map.Entry<VoteSelection, List<Integer>> expected) {
    castSeven();
    RevisedVotes done = administration.voidVotes(expected.getKey());
    assertThat(counted()).isEqualTo(expected.getValue());
    assertThat(done.votes()).isEqualTo(6 - expected.getValue().size());
    assertExact("posts");
    assertExact("comments");
    assertThat(administration.restoreVotes(expected.getKey())).isEqualTo(done);
    assertThat(counted()).hasSize(6);
    assertExact("posts");
  }

  @Test
  void voterMayVoteAnewAndThatIsNotUndone() {
    cast(A, EVE, UP, 0);
    flush();
    administration.voidVotes(by(EVE));
    cast(A, EVE, DOWN, 1);
    assertThat(flush()).as("the store has not heard of it yet").containsExactly(A);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 0, 1, 1, 3));
    assertExact("posts");
    assertThat(administration.restoreVotes(by(EVE)).votes()).isZero();
    assertThat(choice(A, EVE)).isEqualTo(DOWN);
    assertThat(administration.voidVotes(by(EVE)).votes()).isEqualTo(1);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 0, 0, 2, 4));
    assertExact("posts");
  }

  @Test
  void olderOrTheSameVoteDoesNotBringItBack() {
    VoteEvent vote = cast(A, EVE, UP, 1);
    flush();
    administration.voidVotes(by(EVE));
    journal.vote(A, EVE, DOWN, NOON, RequestId.named("older"));
    journal.vote(A, EVE, UP, vote.castAt(), vote.requestId());
    flush();
    assertThat(choice(A, EVE)).isEqualTo(NONE);
    assertExact("posts");
    Term next = new Term(0, 2, "s2");
    assertThat(ledger.recover(journal.position().term(), List.of(vote), next)).isTrue();
    assertThat(choice(A, EVE)).isEqualTo(NONE);
    administration.restoreVotes(by(EVE));
    assertThat(choice(A, EVE)).isEqualTo(UP);
    assertExact("posts");
  }

  @Test
  void changedSubjectsAreMarkedAsStaleAndOthersAreNot() {
    castSeven();
    administration.voidVotes(POSTS.by(List.of(EVE)));
    assertThat(ledger.stale(null, 10))
        .extracting(StaleSubject::subject)
        .containsExactlyInAnyOrder(A, B, ELSEWHERE);
    ledger.unloaded(new Term(0, 1, "s1"), ledger.stale(null, 10));
    ledger.unloaded(new Term(1, 1, "s1"), ledger.stale(null, 10));
    administration.restoreVotes(VoteSelection.ofSubject(B));
    assertThat(ledger.stale(null, 10)).extracting(StaleSubject::subject).containsExactly(B);
  }

  @Test
  void resultOfASealedPollStands() {
    ledger.polls().define(Poll.named("posts").unlimited());
    castSeven();
    administration.voidVotes(VoteSelection.ofSubject(B));
    suite.seal("posts");
    assertThat(administration.voidVotes(by(EVE)))
        .isEqualTo(new RevisedVotes(1, 1, Map.of("posts", 2L), 0));
    assertThat(counted()).containsExactly(0, 1, 3, 4);
    assertThat(administration.restoreVotes(by(EVE)))
        .isEqualTo(new RevisedVotes(1, 1, Map.of("posts", 1L), 0));
    assertThat(counted()).containsExactly(0, 1, 3, 4, 5);
    assertThat(snapshot(A)).isEqualTo(tally(A, 1, 1, 2));
  }

  @Test
  void anyNumberOfVotesOnFewSubjectsAndOfVotersIsChanged() {
    int votes = 10_700;
    SubjectId[] subjects = {A, B, subject("posts", 0, 2)};
    List<VoterId> voters = new ArrayList<>();
    for (int i = 0; i < votes; i++) {
      VoterId voter = VoterId.of("voter-" + i);
      journal.vote(subjects[i % 97 == 0 ? 1 : i % 89 == 0 ? 2 : 0], voter, i % 3 == 0 ? DOWN : UP);
      voters.add(voter);
    }
    flush();
    assertThat(administration.voidVotes(POSTS)).isEqualTo(new RevisedVotes(votes, 3));
    assertThat(snapshot(A)).matches(s -> s.up() == 0 && s.down() == 0);
    assertExact("posts");
    List<VoterId> some = voters.subList(0, 1_300);
    assertThat(administration.restoreVotes(by(some.toArray(VoterId[]::new))))
        .isEqualTo(new RevisedVotes(1_300, 3));
    assertThat(ledger.records().audit("posts").votes().down()).isEqualTo(434);
    assertExact("posts");
    assertThat(administration.restoreVotes(POSTS).votes()).isEqualTo(votes - 1_300);
    assertExact("posts");
  }

  @Test
  void ofNodesThatDoTheSameAtOnceEachVoteIsChangedByOne() {
    int votes = 4_000;
    for (int i = 0; i < votes; i++) {
      journal.vote(i % 2 == 0 ? A : B, VoterId.of("voter-" + i), UP);
    }
    flush();
    LedgerAdministration second = opened().administration();
    assertThat(atOnce(() -> administration.voidVotes(POSTS), () -> second.voidVotes(POSTS)))
        .isEqualTo(votes);
    assertThat(ledger.records().audit("posts").tallies().up()).isZero();
    assertThat(atOnce(() -> administration.restoreVotes(POSTS), () -> second.restoreVotes(POSTS)))
        .isEqualTo(votes);
    assertThat(ledger.records().audit("posts").tallies().up()).isEqualTo(votes);
    assertExact("posts");
  }

  private static long atOnce(Supplier<RevisedVotes> one, Supplier<RevisedVotes> other) {
    CompletableFuture<RevisedVotes> first = CompletableFuture.supplyAsync(one);
    return other.get().votes() + first.join().votes();
  }

  @Test
  void nodesMayVoidRestoreAndApplyAtOnce() {
    List<VoterId> voters = IntStream.range(0, 20).mapToObj(i -> VoterId.of("v" + i)).toList();
    Random random = new Random(1);
    LedgerAdministration second = opened().administration();
    CompletableFuture<Void> voiding =
        CompletableFuture.runAsync(
            () -> IntStream.range(0, 25).forEach(i -> administration.voidVotes(POSTS)));
    CompletableFuture<Void> restoring =
        CompletableFuture.runAsync(
            () -> IntStream.range(0, 25).forEach(i -> second.restoreVotes(POSTS)));
    for (int batch = 0; batch < 50; batch++) {
      Position before = journal.position();
      for (int i = 0; i < 10; i++) {
        VoterId voter = voters.get(random.nextInt(20));
        journal.vote(random.nextBoolean() ? A : B, voter, Choice.values()[random.nextInt(3)]);
      }
      drifted(ledger.apply(before, journal.take()));
    }
    voiding.join();
    restoring.join();
    assertExact("posts");
    administration.voidVotes(POSTS);
    assertThat(ledger.records().audit("posts").tallies().up()).isZero();
    assertExact("posts");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void ledgerIsWhatASimpleModelSays(long seed) {
    Random random = new Random(seed);
    Map<VoteKey, Choice> counted = new HashMap<>();
    Map<VoteKey, Choice> voided = new HashMap<>();
    List<VoteKey> keys =
        Stream.of(A, B)
            .flatMap(s -> Stream.of(ADA, BOB, EVE).map(voter -> new VoteKey(s, voter)))
            .toList();
    for (int step = 0; step < 60; step++) {
      VoteKey key = keys.get(random.nextInt(keys.size()));
      VoteSelection selection = VoteSelection.ofSubject(key.subject()).by(List.of(key.voter()));
      switch (random.nextInt(4)) {
        case 0 -> {
          administration.voidVotes(selection);
          move(counted, voided, key);
        }
        case 1 -> {
          administration.restoreVotes(selection);
          move(voided, counted, key);
        }
        default -> {
          Choice choice = Choice.values()[random.nextInt(3)];
          journal.vote(key.subject(), key.voter(), choice);
          flush();
          counted.put(key, choice);
          voided.remove(key);
        }
      }
      for (VoteKey each : keys) {
        assertThat(choice(each.subject(), each.voter()))
            .isEqualTo(counted.getOrDefault(each, NONE));
      }
      assertThat(snapshot(A).up() + snapshot(B).up())
          .isEqualTo(counted.values().stream().filter(UP::equals).count());
      assertExact("posts");
    }
  }

  private static void move(Map<VoteKey, Choice> from, Map<VoteKey, Choice> to, VoteKey vote) {
    Choice choice = from.getOrDefault(vote, NONE);
    if (choice != NONE) {
      from.remove(vote);
      to.put(vote, choice);
    }
  }
}
