package io.voteengine.tck.ledger.moderation;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import io.voteengine.util.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What happens to votes that the database refuses for their data. */
public abstract class LedgerQuarantineContract extends LedgerCase {
  private static final VoterId EVE = VoterId.of("eve");

  protected LedgerQuarantineContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void refusedVoteIsPutAsideWithItsReasonAndItsNeighboursCount() {
    suite.refuse(EVE);
    journal.vote(A, ADA, UP);
    VoteEvent poison = journal.vote(A, EVE, UP);
    journal.vote(A, BOB, DOWN);
    journal.vote(B, ADA, UP);
    Applied applied = applied();

    assertThat(applied.drifted()).containsExactly(A);
    assertThat(applied.quarantined()).containsOnlyKeys(poison.seq());
    assertThat(ledger.position(0)).isEqualTo(journal.position());
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 1, 1, 3));
    assertThat(snapshot(B)).isEqualTo(tally(B, 1, 0, 1));
    assertThat(choice(A, EVE)).isEqualTo(NONE);
    assertThat(ledger.records().history("posts", 10)).hasSize(3);
    assertExact("posts");

    QuarantinedVote kept = only();
    assertThat(kept)
        .isEqualTo(
            new QuarantinedVote(
                0,
                poison.epoch(),
                poison.seq(),
                EVE,
                A,
                NONE,
                UP,
                Micros.toInstant(poison.castAt()),
                poison.requestId(),
                poison.variant(),
                applied.quarantined().getOrDefault(poison.seq(), ""),
                kept.quarantinedAt()));
    assertThat(kept.reason()).containsIgnoringCase("refuses_eve");
  }

  @Test
  void anyNumberOfRefusedVotesIsToldApartFromTheirNeighbours() {
    List<VoterId> refused = Stream.of("eve", "mallory", "trudy").map(VoterId::of).toList();
    refused.forEach(suite::refuse);
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      boolean poison = i % 37 == 0 || i > 290;
      VoterId voter = poison ? refused.get(i % 3) : VoterId.of("voter-" + i % 50);
      SubjectId subject = subject("posts", 0, i % 3);
      VoteEvent event = journal.vote(subject, voter, i % 2 == 0 ? UP : DOWN);
      if (poison) {
        expected.add(event.seq());
      }
    }
    assertThat(applied().quarantined().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(ledger.records().history("posts", 1000)).hasSize(300 - expected.size());
    assertThat(ledger.position(0)).isEqualTo(journal.position());
    assertExact("posts");
  }

  @Test
  void neighboursOfOneVoterAreAppliedInTheirOrder() {
    suite.refuse(EVE);
    journal.vote(A, ADA, UP);
    journal.vote(A, EVE, UP);
    VoteEvent last = journal.vote(A, ADA, DOWN);
    applied();
    assertThat(choice(A, ADA)).isEqualTo(DOWN);
    assertThat(vote(A, ADA).requestId()).isEqualTo(last.requestId());
    assertThat(ledger.records().history(A, 10))
        .extracting(HistoryEntry::choice)
        .containsExactly(DOWN, UP);
  }

  @Test
  void batchOfRefusedVotesMovesTheWatermark() {
    suite.refuse(EVE);
    journal.vote(A, EVE, UP);
    journal.vote(B, EVE, UP);
    Position before = ledger.position(0);
    List<JournalEvent> events = journal.take();
    assertThat(drifted(ledger.apply(before, events))).containsExactlyInAnyOrder(A, B);
    assertThat(ledger.apply(before, events)).isEqualTo(ApplyResult.Refused.FENCED);
    assertThat(ledger.quarantine().list(null, 10)).hasSize(2);
    journal.vote(A, ADA, UP);
    assertThat(applied().quarantined()).isEmpty();
  }

  @Test
  void otherNodesLearnWhatWasRefused() {
    suite.refuse(EVE);
    journal.vote(A, ADA, UP);
    VoteEvent poison = journal.vote(A, EVE, UP);
    Map<Long, String> reasons = applied().quarantined();
    Term term = ledger.position(0).term();
    VoteLedger other = connect();
    other.open(PARTITIONS);
    assertThat(other.quarantined(term, 0, 9)).isEqualTo(reasons);
    assertThat(other.quarantined(term, poison.seq(), 9)).isEmpty();
    assertThat(other.quarantined(term, 0, poison.seq() - 1)).isEmpty();
    assertThat(other.quarantined(new Term(1, 1, "s1"), 0, 9)).isEmpty();
    assertThat(other.isQuarantined(A, EVE, poison.requestId())).isTrue();
    assertThat(other.isQuarantined(A, ADA, poison.requestId())).isFalse();
    assertThat(other.has(A, EVE, poison.requestId())).isFalse();
  }

  @Test
  void quarantineIsPagedOverAllPartitions() {
    suite.refuse(EVE);
    FakeJournal elsewhere = new FakeJournal(new Term(1, 1, "s1"));
    List<RequestId> expected = new ArrayList<>();
    IntStream.range(0, 4).forEach(i -> expected.add(journal.vote(A, EVE, UP).requestId()));
    IntStream.range(0, 3)
        .forEach(i -> expected.add(elsewhere.vote(ELSEWHERE, EVE, UP).requestId()));
    flush(elsewhere);
    flush();
    List<RequestId> read = new ArrayList<>();
    List<QuarantinedVote> page = ledger.quarantine().list(null, 3);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      page.forEach(vote -> read.add(vote.requestId()));
      page = ledger.quarantine().list(page.get(page.size() - 1), 3);
    }
    assertThat(read).isEqualTo(expected);
  }

  @Test
  void replayAfterAFixCountsTheVote() {
    suite.refuse(EVE);
    VoteEvent poison = journal.vote(A, EVE, UP);
    flush();
    suite.accept(EVE);
    assertThat(ledger.quarantine().replay(only())).isTrue();
    assertThat(choice(A, EVE)).isEqualTo(UP);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 0, 2, 2));
    assertThat(ledger.has(A, EVE, poison.requestId())).isTrue();
    assertThat(ledger.records().history(A, 10)).hasSize(1);
    assertThat(ledger.quarantine().list(null, 10)).isEmpty();
    assertExact("posts");
  }

  @Test
  void replayedVoteYieldsToANewerOne() {
    suite.refuse(EVE);
    journal.vote(A, EVE, UP);
    flush();
    suite.accept(EVE);
    journal.vote(A, EVE, DOWN);
    flush();
    assertThat(ledger.quarantine().replay(only())).isTrue();
    assertThat(choice(A, EVE)).isEqualTo(DOWN);
    assertThat(ledger.records().history(A, 10)).hasSize(2);
    assertExact("posts");
  }

  @Test
  void voteThatIsStillRefusedStays() {
    suite.refuse(EVE);
    journal.vote(A, EVE, UP);
    flush();
    QuarantinedVote vote = only();
    assertThatThrownBy(() -> ledger.quarantine().replay(vote))
        .isInstanceOf(VoteLedgerException.class)
        .hasMessageContaining("refuses");
    assertThat(only()).isEqualTo(vote);
  }

  @Test
  void discardedVoteIsGone() {
    suite.refuse(EVE);
    VoteEvent poison = journal.vote(A, EVE, UP);
    flush();
    QuarantinedVote vote = only();
    assertThat(ledger.quarantine().discard(vote)).isTrue();
    assertThat(ledger.quarantine().discard(vote)).isFalse();
    assertThat(ledger.quarantine().replay(vote)).isFalse();
    assertThat(ledger.isQuarantined(A, EVE, poison.requestId())).isFalse();
    assertThat(ledger.records().history(A, 10)).isEmpty();
  }

  @Test
  void ofNodesThatDecideAtOnceOneDoes() {
    suite.refuse(EVE);
    IntStream.range(0, 20).forEach(i -> journal.vote(subject("posts", 0, i), EVE, UP));
    flush();
    suite.accept(EVE);
    VoteLedger other = connect();
    other.open(PARTITIONS);
    List<Predicate<QuarantinedVote>> nodes =
        List.of(
            ledger.quarantine()::replay, other.quarantine()::replay, other.quarantine()::discard);
    long replayed = 0;
    for (QuarantinedVote vote : ledger.quarantine().list(null, 20)) {
      List<CompletableFuture<Boolean>> tries =
          nodes.stream().map(node -> CompletableFuture.supplyAsync(() -> node.test(vote))).toList();
      assertThat(tries.stream().filter(CompletableFuture::join)).hasSize(1);
      replayed += tries.get(2).join() ? 0 : 1;
    }
    assertThat(ledger.records().audit("posts").votes().up()).isEqualTo(replayed);
    assertExact("posts");
  }

  @Test
  void recoveryPutsAsideToo() {
    suite.refuse(EVE);
    journal.vote(A, ADA, UP);
    journal.vote(A, EVE, UP);
    flush();
    journal.vote(B, EVE, UP);
    journal.vote(B, BOB, UP);
    List<JournalEvent> salvage = new ArrayList<>(journal.take());
    assertThat(ledger.recover(new Term(0, 1, "s1"), salvage, new Term(0, 2, "s2"))).isTrue();
    assertThat(ledger.quarantine().list(null, 10)).hasSize(2);
    assertThat(choice(B, BOB)).isEqualTo(UP);
    assertExact("posts");
  }

  @Test
  void salvageDoesNotBringBackWhatIsInQuarantine() {
    suite.refuse(EVE);
    journal.vote(A, EVE, UP);
    journal.vote(A, ADA, UP);
    Position before = ledger.position(0);
    List<JournalEvent> events = journal.take();
    ledger.apply(before, events);
    suite.accept(EVE);
    assertThat(ledger.recover(before.term(), events, new Term(0, 2, "s2"))).isTrue();
    assertThat(choice(A, EVE)).isEqualTo(NONE);
    assertThat(ledger.quarantine().replay(only())).isTrue();
    assertThat(choice(A, EVE)).isEqualTo(UP);
    assertExact("posts");
  }

  private Applied applied() {
    ApplyResult result = ledger.apply(ledger.position(0), journal.take());
    assertThat(result).isInstanceOf(Applied.class);
    return (Applied) result;
  }

  private QuarantinedVote only() {
    List<QuarantinedVote> all = ledger.quarantine().list(null, 10);
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
