package io.voteengine.tck.ledger.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.RequestId;
import io.voteengine.VoterId;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.ApplyResult.Refused;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Batches of several partitions together have the effect that each has alone. */
public abstract class LedgerGroupContract extends LedgerCase {
  private static final ApplyResult APPLIED = new Applied(Set.of(), Map.of());

  private final FakeJournal other = new FakeJournal(new Term(1, 1, "s1"));

  protected LedgerGroupContract(VoteLedgerContract suite) {
    super(suite);
  }

  private JournalBatch batch(FakeJournal from) {
    Position before = ledger.position(from.position().term().partition());
    return new JournalBatch(before, from.take());
  }

  @Test
  void batchesOfAllPartitionsAreAppliedTogether() {
    journal.vote(A, ADA, UP);
    journal.vote(A, ADA, DOWN);
    journal.vote(B, BOB, UP);
    journal.close("over");
    other.vote(ELSEWHERE, ADA, UP);
    assertThat(ledger.apply(List.of(batch(other), batch(journal))))
        .containsExactly(APPLIED, APPLIED);
    assertThat(ledger.positions()).containsExactly(journal.position(), other.position());
    assertThat(snapshot(A)).isEqualTo(tally(A, 0, 1, 2));
    assertThat(snapshot(B)).isEqualTo(tally(B, 1, 0, 1));
    assertThat(snapshot(ELSEWHERE)).isEqualTo(tally(ELSEWHERE, 1, 0, 1));
    assertThat(ledger.records().history("posts", 10)).hasSize(4);
    assertExact("posts");
  }

  @Test
  void batchThatIsFencedHoldsUpNoOther() {
    journal.vote(A, ADA, UP);
    JournalBatch late = batch(journal);
    other.vote(ELSEWHERE, ADA, UP);
    begin(new Term(0, 2, "s2"));
    assertThat(ledger.apply(List.of(late, batch(other)))).containsExactly(Refused.FENCED, APPLIED);
    assertThat(choice(A, ADA)).isEqualTo(NONE);
    assertThat(choice(ELSEWHERE, ADA)).isEqualTo(UP);
  }

  @Test
  void groupAppliedAgainIsFencedAsAWhole() {
    journal.vote(A, ADA, UP);
    other.vote(ELSEWHERE, ADA, UP);
    List<JournalBatch> group = List.of(batch(journal), batch(other));
    assertThat(ledger.apply(group)).containsExactly(APPLIED, APPLIED);
    assertThat(ledger.apply(group)).containsExactly(Refused.FENCED, Refused.FENCED);
    assertThat(ledger.records().history("posts", 10)).hasSize(2);
    assertExact("posts");
  }

  @Test
  void voteThatTheDatabaseRefusesIsQuarantinedAlone() {
    VoterId refused = VoterId.of("refused");
    suite.refuse(refused);
    journal.vote(A, ADA, UP);
    long seq = journal.vote(A, refused, UP).seq();
    other.vote(ELSEWHERE, ADA, UP);
    List<ApplyResult> results = ledger.apply(List.of(batch(journal), batch(other)));
    assertThat(drifted(results.get(0))).containsExactly(A);
    assertThat(((Applied) results.get(0)).quarantined()).containsOnlyKeys(seq);
    assertThat(results.get(1)).isEqualTo(APPLIED);
    assertThat(ledger.positions()).containsExactly(journal.position(), other.position());
    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertThat(choice(A, refused)).isEqualTo(NONE);
    assertExact("posts");
    suite.accept(refused);
  }

  @Test
  void subjectsThatDriftedAreReportedForTheirPartition() {
    journal.load(A, 5, 0, 5);
    journal.vote(A, ADA, UP);
    journal.vote(B, ADA, UP);
    other.load(ELSEWHERE, 5, 0, 5);
    other.vote(ELSEWHERE, ADA, UP);
    List<ApplyResult> results = ledger.apply(List.of(batch(journal), batch(other)));
    assertThat(drifted(results.get(0))).containsExactly(A);
    assertThat(drifted(results.get(1))).containsExactly(ELSEWHERE);
    assertExact("posts");
  }

  @Test
  void sameRequestInTwoPartitionsIsTwoVotes() {
    RequestId request = RequestId.named("both");
    journal.vote(A, ADA, UP, 1_700_000_000_000_001L, request);
    other.vote(ELSEWHERE, ADA, UP, 1_700_000_000_000_001L, request);
    assertThat(ledger.apply(List.of(batch(journal), batch(other))))
        .containsExactly(APPLIED, APPLIED);
    assertThat(ledger.requests(0, List.of(request))).hasSize(1);
    assertThat(ledger.requests(1, List.of(request))).hasSize(1);
    assertThat(ledger.has(A, ADA, request)).isTrue();
    assertThat(ledger.has(B, ADA, request)).isFalse();
    assertThat(ledger.has(ELSEWHERE, ADA, request)).isTrue();
  }

  @Test
  void batchWithAGapIsRefusedAsAnArgument() {
    journal.vote(A, ADA, UP);
    journal.vote(A, BOB, UP);
    JournalBatch gap = new JournalBatch(ledger.position(0), journal.take().subList(1, 2));
    assertThatThrownBy(() -> ledger.apply(List.of(gap)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ledger.position(0).seq()).isZero();
  }

  /** Each round, one node wins each partition, and nothing blocks for ever. */
  @Test
  void groupsInDifferentOrdersOfTwoNodesAreExact() {
    VoteLedger second = opened();
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 10; i++) {
        journal.vote(i % 2 == 0 ? A : B, VoterId.of("voter-" + round + "-" + i), UP);
        other.vote(ELSEWHERE, VoterId.of("voter-" + round + "-" + i), DOWN);
      }
      JournalBatch one = batch(journal);
      JournalBatch two = batch(other);
      CompletableFuture<List<ApplyResult>> ours =
          CompletableFuture.supplyAsync(() -> ledger.apply(List.of(one, two)));
      CompletableFuture<List<ApplyResult>> theirs =
          CompletableFuture.supplyAsync(() -> second.apply(List.of(two, one)));
      List<ApplyResult> ofFirst = List.of(ours.join().get(0), theirs.join().get(1));
      List<ApplyResult> ofSecond = List.of(ours.join().get(1), theirs.join().get(0));
      assertThat(ofFirst).containsExactlyInAnyOrder(APPLIED, Refused.FENCED);
      assertThat(ofSecond).containsExactlyInAnyOrder(APPLIED, Refused.FENCED);
    }
    assertThat(ledger.records().history("posts", 10_000)).hasSize(400);
    assertExact("posts");
  }
}
