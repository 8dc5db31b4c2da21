package io.voteengine.tck.ledger.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoterId;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.ApplyResult.Refused;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** Each event takes effect exactly once, no matter which node applies it. */
public abstract class LedgerFenceContract extends LedgerCase {
  protected LedgerFenceContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void batchMovesThePartitionToItsLastEvent() {
    journal.vote(A, ADA, UP);
    journal.close("posts");
    flush();
    assertThat(ledger.position(0)).isEqualTo(journal.position());
    assertThat(ledger.positions().get(0)).isEqualTo(journal.position());
    assertThat(ledger.position(1).seq()).isZero();
  }

  @Test
  void batchThatBeginsElsewhereChangesNothing() {
    journal.vote(A, ADA, UP);
    flush();
    Position at = ledger.position(0);
    journal.vote(A, BOB, UP);
    List<JournalEvent> events = journal.take();
    Term term = at.term();
    List<Position> wrong =
        List.of(
            new Position(term, at.seq(), at.chain() + 1),
            new Position(new Term(0, 1, "s2"), at.seq(), at.chain()),
            new Position(new Term(1, 1, "s1"), at.seq(), at.chain()));
    for (Position before : wrong) {
      assertThat(ledger.apply(before, events)).isEqualTo(Refused.FENCED);
    }
    assertThat(ledger.positions().get(0)).isEqualTo(at);
    assertThat(snapshot(A)).isEqualTo(tally(A, 1, 0, 1));
    assertThat(ledger.records().history("posts", 10)).hasSize(1);
    assertThat(drifted(ledger.apply(at, events))).isEmpty();
  }

  @Test
  void batchAppliedAgainIsRefused() {
    Position before = ledger.position(0);
    journal.vote(A, ADA, UP);
    List<JournalEvent> events = journal.take();
    assertThat(ledger.apply(before, events)).isInstanceOf(Applied.class);
    assertThat(ledger.apply(before, events)).isEqualTo(Refused.FENCED);
    assertThat(snapshot(A)).isEqualTo(tally(A, 1, 0, 1));
    assertThat(ledger.records().history(A, 10)).hasSize(1);
  }

  @Test
  void batchOfAnEarlierTermIsRefused() {
    Position before = ledger.position(0);
    journal.vote(A, ADA, UP);
    begin(new Term(0, 2, "s1"));
    assertThat(ledger.apply(before, journal.take())).isEqualTo(Refused.FENCED);
    assertThat(snapshot(A).complete()).isTrue();
  }

  @Test
  void batchWithAGapIsRefusedAsAnArgument() {
    Position before = ledger.position(0);
    journal.vote(A, ADA, UP);
    journal.vote(A, BOB, UP);
    List<JournalEvent> events = journal.take();
    assertThatThrownBy(() -> ledger.apply(before, events.subList(1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ledger.apply(before, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ledger.position(0)).isEqualTo(before);
  }

  @Test
  void ofTwoAppliersOnOnePartitionExactlyOneWins() throws Exception {
    VoteLedger other = connect();
    other.open(PARTITIONS);
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 20; i++) {
        journal.vote(i % 2 == 0 ? A : B, VoterId.of("voter-" + round + "-" + i), UP);
        journal.vote(A, ADA, i % 2 == 0 ? UP : DOWN);
      }
      Position before = ledger.position(0);
      List<JournalEvent> events = journal.take();
      CyclicBarrier start = new CyclicBarrier(2);
      List<CompletableFuture<ApplyResult>> results = new ArrayList<>();
      for (VoteLedger node : List.of(ledger, other)) {
        results.add(
            CompletableFuture.supplyAsync(
                () -> {
                  meet(start);
                  return node.apply(before, events);
                }));
      }
      assertThat(results.stream().map(CompletableFuture::join).toList())
          .containsExactlyInAnyOrder(new Applied(Set.of(), Map.of()), Refused.FENCED);
    }
    assertThat(ledger.records().history("posts", 10_000)).hasSize(800);
    assertExact("posts");
  }

  @Test
  void partitionsAreAppliedSideBySide() {
    List<CompletableFuture<Void>> appliers = new ArrayList<>();
    CyclicBarrier start = new CyclicBarrier(PARTITIONS);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      FakeJournal from = new FakeJournal(new Term(partition, 1, "s1"));
      int subjects = partition;
      appliers.add(
          CompletableFuture.runAsync(
              () -> {
                meet(start);
                for (int round = 0; round < 20; round++) {
                  for (int i = 0; i < 20; i++) {
                    from.vote(subject("posts", subjects, i), ADA, round % 2 == 0 ? UP : DOWN);
                  }
                  flush(from);
                }
              }));
    }
    appliers.forEach(CompletableFuture::join);
    assertThat(ledger.records().audit("posts").votes().down()).isEqualTo(40);
    assertExact("posts");
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError("The other applier did not come", e);
    }
  }
}
