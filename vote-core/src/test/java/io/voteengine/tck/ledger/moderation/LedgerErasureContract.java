package io.voteengine.tck.ledger.moderation;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.query.HistoryEntry;
import io.voteengine.query.RecordedVote;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.RevisedVotes;
import io.voteengine.spi.ledger.StaleSubject;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Erasing voters' ids. */
public abstract class LedgerErasureContract extends LedgerCase {
  private static final SubjectId COMMENT = subject("comments", 1, 0);

  private final FakeJournal other = new FakeJournal(new Term(1, 1, "s1"));
  private final LedgerAdministration administration = ledger.administration();

  protected LedgerErasureContract(VoteLedgerContract suite) {
    super(suite);
  }

  private RevisedVotes erase() {
    return administration.erase(ADA);
  }

  private void castSome() {
    journal.vote(A, ADA, UP);
    journal.vote(A, ADA, DOWN);
    journal.vote(A, ADA, UP, 1_600_000_000_000_000L, RequestId.named("late"));
    journal.vote(A, BOB, UP);
    journal.vote(B, ADA, UP);
    other.vote(ELSEWHERE, ADA, UP);
    other.vote(COMMENT, ADA, DOWN);
    other.vote(COMMENT, BOB, DOWN);
    flush();
    flush(other);
  }

  private Stream<VoterId> everybody() {
    return Stream.of(
            Stream.of(A, B, ELSEWHERE, COMMENT)
                .flatMap(subject -> ledger.records().votesOn(subject, null, 100).stream())
                .map(RecordedVote::voter),
            Stream.of("posts", "comments")
                .flatMap(poll -> ledger.records().history(poll, 100).stream())
                .map(HistoryEntry::voter),
            ledger.quarantine().list(null, 100).stream().map(QuarantinedVote::voter))
        .flatMap(voters -> voters);
  }

  @Test
  void idStandsNowhereAndEveryVoteStillCounts() {
    castSome();
    assertThat(erase()).isEqualTo(new RevisedVotes(4, 4));

    assertThat(everybody()).hasSize(6 + 8).doesNotContain(ADA);
    assertThat(everybody().filter(BOB::equals)).hasSize(4);
    assertThat(ledger.records().votesOf(ADA, null, null, 10)).isEmpty();
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 1, 1, 4));
    assertThat(snapshot(COMMENT)).isEqualTo(tally(COMMENT, 0, 2, 2));
    assertExact("posts");
    assertExact("comments");
  }

  @Test
  void onOneSubjectItIsOneNewIdThatSaysNothing() {
    castSome();
    erase();
    Set<VoterId> ids =
        Stream.concat(
                ledger.records().votesOn(A, null, 10).stream().map(RecordedVote::voter),
                ledger.records().history(A, 10).stream().map(HistoryEntry::voter))
            .collect(Collectors.toSet());
    assertThat(ids).hasSize(2).contains(BOB);
    ids.remove(BOB);
    assertThat(ids.iterator().next().value()).matches("erased-[0-9a-f-]{36}");
  }

  @Test
  void changedSubjectsAreMarkedAsStale() {
    castSome();
    erase();
    assertThat(ledger.stale(null, 10))
        .extracting(StaleSubject::subject)
        .containsExactlyInAnyOrder(A, B, ELSEWHERE, COMMENT);
    assertThat(erase()).isEqualTo(new RevisedVotes(0, 0));
  }

  @Test
  void sealedPollsLoseTheIdToo() {
    ledger.polls().define(Poll.named("posts").unlimited());
    castSome();
    suite.seal("posts");
    journal.vote(subject("posts", 0, 5), ADA, UP);
    flush();
    assertThat(erase())
        .as("a vote that came too late is in the log only")
        .isEqualTo(new RevisedVotes(4, 5));
    assertThat(ledger.records().votesOf(ADA, null, null, 10)).isEmpty();
    assertThat(everybody()).doesNotContain(ADA);
    assertExact("posts");
  }

  @Test
  void whoVotesAgainIsSomebodyElse() {
    castSome();
    erase();
    journal.vote(B, ADA, UP);
    flush();
    assertThat(snapshot(B)).isEqualTo(leapt(B, 2, 0, 1, 2));
    assertThat(erase()).isEqualTo(new RevisedVotes(1, 1));
    assertThat(everybody()).doesNotContain(ADA);
    assertThat(snapshot(B)).isEqualTo(leapt(B, 2, 0, 1, 2));
    assertExact("posts");
  }

  @Test
  void voteInQuarantineLosesTheIdAndMayStillBeReplayed() {
    VoterId eve = VoterId.of("eve");
    suite.refuse(eve);
    journal.vote(A, eve, UP);
    flush();
    suite.accept(eve);
    journal.vote(A, eve, DOWN);
    flush();
    assertThat(administration.erase(eve)).isEqualTo(new RevisedVotes(1, 1));
    QuarantinedVote vote = ledger.quarantine().list(null, 10).get(0);
    assertThat(vote.voter()).isNotEqualTo(eve);
    assertThat(ledger.quarantine().replay(vote)).isTrue();
    assertThat(snapshot(A))
        .as("it is older than the vote of the same voter")
        .matches(s -> s.up() == 0 && s.down() == 1);
    assertExact("posts");
  }

  @Test
  void voidVoteStaysVoidAndMayBeRestored() {
    castSome();
    administration.voidVotes(VoteSelection.ofVoters(List.of(ADA)));
    assertThat(erase().votes()).isEqualTo(4);
    assertThat(snapshot(B)).matches(s -> s.up() == 0);
    assertExact("posts");
    assertThat(administration.restoreVotes(VoteSelection.ofPoll("posts")).votes()).isEqualTo(3);
    assertThat(snapshot(B)).matches(s -> s.up() == 1);
    assertExact("posts");
  }

  @Test
  void sumsAreExactWhileTheVoterGoesOnVoting() {
    castSome();
    CompletableFuture<Void> erasing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 10; i++) {
                erase();
              }
            });
    for (int batch = 0; batch < 60; batch++) {
      Position before = journal.position();
      journal.vote(A, ADA, Choice.values()[batch % 3]);
      journal.vote(B, ADA, Choice.values()[(batch + 1) % 3]);
      drifted(ledger.apply(before, journal.take()));
      assertExact("posts");
    }
    erasing.join();
    erase();
    assertThat(everybody()).doesNotContain(ADA);
    assertExact("posts");
  }
}
