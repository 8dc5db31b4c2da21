package io.voteengine.tck.ledger.query;

import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.ledger.LedgerRead;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.LedgerCase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the store loads: subjects, votes, polls, each with the term it was read in. */
public abstract class LedgerLoadContract extends LedgerCase {
  private static final Term FIRST = new Term(0, 1, "s1");

  protected LedgerLoadContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void subjectsComeInTheOrderAskedForAlsoThoseNeverSeen() {
    journal.vote(A, ADA, UP);
    flush();
    assertThat(ledger.subjects(0, List.of(B, A)))
        .isEqualTo(
            new LedgerRead<>(
                FIRST, List.of(new SubjectSnapshot(B, 0, 0, 0, true), tally(A, 1, 0, 1))));
    assertThat(ledger.subjects(0, List.of()).value()).isEmpty();
  }

  @Test
  void subjectWithARetractedVoteIsNotComplete() {
    journal.vote(A, ADA, NONE);
    flush();
    assertThat(snapshot(A)).isEqualTo(tally(A, 0, 0, 1));
  }

  @Test
  void subjectsWithFewVotesComeWithAllOfThem() {
    VoteEvent adas = journal.vote(A, ADA, UP);
    VoteEvent bobs = journal.vote(A, BOB, NONE);
    journal.vote(B, ADA, UP);
    journal.vote(B, BOB, UP);
    journal.vote(B, VoterId.of("carla"), UP);
    flush();
    SubjectId unheard = SubjectId.of("posts", "unheard");
    List<SubjectSnapshot> found = ledger.subjects(0, List.of(B, unheard, A), 2).value();
    assertThat(found.get(0)).isEqualTo(tally(B, 3, 0, 3));
    assertThat(found.get(1)).isEqualTo(new SubjectSnapshot(unheard, 0, 0, 0, true));
    assertThat(found.get(1).isRecorded()).isFalse();
    SubjectSnapshot few = found.get(2);
    assertThat(few.complete()).isTrue();
    assertThat(few.isRecorded()).isTrue();
    assertThat(few.votes())
        .containsExactlyInAnyOrder(
            new VoteSnapshot(A, ADA, UP, adas.castAt(), adas.requestId()),
            new VoteSnapshot(A, BOB, NONE, bobs.castAt(), bobs.requestId()));
    assertThat(ledger.subjects(0, List.of(A), 0).value()).containsExactly(tally(A, 1, 0, 2));
  }

  @Test
  void votesComeInTheOrderAskedForAlsoWhereThereIsNone() {
    VoteEvent event = journal.vote(A, ADA, UP);
    VoteEvent bobs = journal.vote(B, BOB, UP);
    flush();
    assertThat(
            ledger.votes(0, List.of(new VoteKey(B, BOB), new VoteKey(B, ADA), new VoteKey(A, ADA))))
        .isEqualTo(
            new LedgerRead<>(
                FIRST,
                List.of(
                    new VoteSnapshot(B, BOB, UP, bobs.castAt(), bobs.requestId()),
                    VoteSnapshot.none(B, ADA),
                    new VoteSnapshot(A, ADA, UP, event.castAt(), event.requestId()))));
    assertThat(ledger.votes(0, List.of()).value()).isEmpty();
  }

  @Test
  void thousandsAreLoadedAtOnce() {
    List<SubjectId> many =
        IntStream.range(0, 5000).mapToObj(i -> SubjectId.of("posts", "n" + i)).toList();
    assertThat(ledger.subjects(0, many).value()).hasSize(5000).allMatch(SubjectSnapshot::complete);
    assertThat(ledger.votes(0, many.stream().map(s -> new VoteKey(s, ADA)).toList()).value())
        .isEqualTo(many.stream().map(s -> VoteSnapshot.none(s, ADA)).toList());
  }

  @Test
  void everyReadNamesTheTermItWasMadeIn() {
    begin(new Term(1, 5, "s5"));
    assertThat(ledger.subjects(1, List.of(ELSEWHERE)).term()).isEqualTo(new Term(1, 5, "s5"));
    assertThat(ledger.votes(1, List.of(new VoteKey(ELSEWHERE, ADA))).term())
        .isEqualTo(new Term(1, 5, "s5"));
    assertThat(ledger.poll(1, "posts").term()).isEqualTo(new Term(1, 5, "s5"));
    assertThat(ledger.poll(0, "posts").term()).isEqualTo(FIRST);
  }

  @Test
  void pollIsRecordedWithAllItsRules() {
    Poll strict =
        new Poll(
                "strict",
                Set.of(Choice.UP),
                Instant.parse("2024-01-15T00:00:00.000001Z"),
                Instant.parse("2024-01-16T12:30:00.999999Z"),
                null)
            .limit(7, Duration.ofMillis(1501));
    Poll lax = Poll.named("lax").choices(Choice.DOWN, UP).unlimited();
    for (Poll poll : List.of(strict, lax, Poll.named("default"))) {
      PollSnapshot recorded = new PollSnapshot(poll, PollSnapshot.State.OPEN);
      assertThat(ledger.polls().define(poll)).isEqualTo(recorded);
      assertThat(ledger.polls().define(poll)).isEqualTo(recorded);
      assertThat(ledger.poll(0, poll.name()))
          .isEqualTo(new LedgerRead<>(FIRST, Optional.of(recorded)));
    }
    assertThat(ledger.poll(0, "unknown").value()).isEmpty();
  }

  @Test
  void recordedPollStaysAsItIs() {
    Poll first = Poll.named("posts").unlimited();
    ledger.polls().define(first);
    assertThat(ledger.polls().define(Poll.named("posts")).poll()).isEqualTo(first);
    suite.seal("posts");
    assertThat(ledger.polls().define(first).state()).isEqualTo(PollSnapshot.State.SEALED);
    assertThat(ledger.poll(0, "posts").value())
        .contains(new PollSnapshot(first, PollSnapshot.State.SEALED));
  }

  @Test
  void nodesThatRecordOnePollAtOnceAgree() {
    List<CompletableFuture<PollSnapshot>> nodes =
        IntStream.rangeClosed(1, 6)
            .mapToObj(i -> Poll.named("posts").limit(i, Duration.ofSeconds(1)))
            .map(poll -> CompletableFuture.supplyAsync(() -> ledger.polls().define(poll)))
            .toList();
    assertThat(nodes.stream().map(CompletableFuture::join).distinct()).hasSize(1);
  }

  @Test
  void pollsAreListedInOrderOfTheirNames() {
    // By UTF-16 code units the last two would be in the opposite order.
    List<String> names = List.of("B", "a", "b", "\u00e4", "\uffee", "\ud83d\ude00");
    names.stream()
        .sorted(Comparator.reverseOrder())
        .map(Poll::named)
        .forEach(ledger.polls()::define);
    assertThat(ledger.polls().list())
        .extracting(snapshot -> snapshot.poll().name())
        .isEqualTo(names);
  }
}
