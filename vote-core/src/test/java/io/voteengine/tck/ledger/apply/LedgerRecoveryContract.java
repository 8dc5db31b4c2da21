package io.voteengine.tck.ledger.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Poll;
import io.voteengine.VoterId;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The ledger's part of a recovery. */
public abstract class LedgerRecoveryContract extends LedgerCase {
  private static final Term FIRST = new Term(0, 1, "s1");
  private static final Term NEXT = new Term(0, 2, "s2");

  protected LedgerRecoveryContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void partitionMovesToTheStartOfTheNextTerm() {
    journal.vote(A, ADA, UP);
    flush();
    assertThat(ledger.recover(FIRST, List.of(), NEXT)).isTrue();
    assertThat(ledger.position(0)).isEqualTo(new Position(NEXT, 0, JournalEvent.CHAIN_START));
    assertThat(ledger.position(1).term()).isEqualTo(new Term(1, 1, "s1"));
    assertThat(snapshot(A)).isEqualTo(tally(A, 1, 0, 1));
  }

  @Test
  void nothingHappensInAnotherTerm() {
    journal.vote(A, ADA, UP);
    List<JournalEvent> salvage = journal.take();
    Position at = ledger.position(0);
    for (Term wrong : List.of(new Term(0, 0, null), new Term(0, 1, "s9"), new Term(0, 3, "s1"))) {
      assertThat(ledger.recover(wrong, salvage, new Term(0, 9, "s9"))).isFalse();
    }
    assertThat(ledger.position(0)).isEqualTo(at);
    assertThat(snapshot(A).complete()).isTrue();
    assertThat(ledger.records().history(A, 10)).isEmpty();
  }

  @Test
  void termThatIsNotLaterIsRefusedAsAnArgument() {
    assertThatThrownBy(() -> ledger.recover(FIRST, List.of(), new Term(0, 1, "s2")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ledger.recover(FIRST, List.of(), new Term(1, 2, "s2")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void salvagedVotesAreApplied() {
    VoteEvent event = journal.vote(A, ADA, UP);
    journal.vote(B, BOB, DOWN);
    assertThat(ledger.recover(FIRST, journal.take(), NEXT)).isTrue();
    assertThat(vote(A, ADA).requestId()).isEqualTo(event.requestId());
    assertThat(snapshot(B)).isEqualTo(tally(B, 0, 1, 1));
    assertThat(ledger.records().history("posts", 10)).hasSize(2);
    assertExact("posts");
  }

  @Test
  void whatTheLedgerHasIsNotAppliedAgain() {
    journal.vote(A, ADA, UP);
    journal.vote(A, BOB, DOWN);
    List<JournalEvent> known = journal.take();
    drifted(ledger.apply(ledger.position(0), known));
    journal.vote(A, ADA, DOWN);
    List<JournalEvent> salvage = new ArrayList<>(known);
    salvage.addAll(journal.take());
    assertThat(ledger.recover(FIRST, salvage, NEXT)).isTrue();
    assertThat(snapshot(A)).isEqualTo(tally(A, 0, 2, 3));
    assertThat(ledger.records().history(A, 10)).hasSize(3);
    assertThat(ledger.recover(NEXT, salvage, new Term(0, 3, "s3"))).isTrue();
    assertThat(snapshot(A)).isEqualTo(tally(A, 0, 2, 3));
    assertThat(ledger.records().history(A, 10)).hasSize(3);
    assertExact("posts");
  }

  @Test
  void olderSalvageNeverOverridesANewerVote() {
    journal.vote(A, ADA, UP);
    flush();
    FakeJournal lagging = new FakeJournal(FIRST);
    lagging.vote(A, ADA, DOWN, 1, journal.vote(A, BOB, UP).requestId());
    assertThat(ledger.recover(FIRST, lagging.take(), NEXT)).isTrue();
    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertExact("posts");
  }

  @Test
  void forkThatRefilledTheSameNumbersIsKeptBesideWhatTheLedgerHad() {
    VoteEvent lost = journal.vote(A, ADA, UP);
    flush();
    FakeJournal promoted = new FakeJournal(FIRST);
    VoteEvent refilled = promoted.vote(A, BOB, DOWN);
    assertThat(refilled.seq()).isEqualTo(lost.seq());
    assertThat(ledger.recover(FIRST, promoted.take(), NEXT)).isTrue();
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 1, 1, 2));
    assertThat(ledger.has(A, ADA, lost.requestId())).isTrue();
    assertThat(ledger.has(A, BOB, refilled.requestId())).isTrue();
    assertThat(ledger.records().history(A, 10)).hasSize(2);
    assertExact("posts");
  }

  @Test
  void salvageOfASealedPollGoesIntoQuarantine() {
    ledger.polls().define(Poll.named("posts"));
    suite.seal("posts");
    VoteEvent late = journal.vote(A, ADA, UP);
    assertThat(ledger.recover(FIRST, journal.take(), NEXT)).isTrue();
    assertThat(snapshot(A).up()).isZero();
    assertThat(ledger.records().history(A, 10)).isEmpty();
    assertThat(ledger.isQuarantined(A, ADA, late.requestId())).isTrue();
    assertThat(ledger.quarantined(FIRST, 0, 9)).containsOnlyKeys(late.seq());
    assertExact("posts");
  }

  @Test
  void wholeBacklogIsSalvagedInOneStep() {
    for (int i = 0; i < 25_000; i++) {
      journal.vote(i % 2 == 0 ? A : B, VoterId.of("voter-" + i / 4), i % 3 == 0 ? DOWN : UP);
    }
    journal.close("posts");
    assertThat(ledger.recover(FIRST, journal.take(), NEXT)).isTrue();
    assertThat(snapshot(A).version() + snapshot(B).version()).isEqualTo(25_000);
    assertExact("posts");
  }

  @Test
  void ofTwoNodesThatRecoverAtOnceExactlyOneDoes() {
    VoteLedger other = connect();
    other.open(PARTITIONS);
    journal.vote(A, ADA, UP);
    List<JournalEvent> salvage = journal.take();
    List<CompletableFuture<Boolean>> nodes =
        Stream.of(ledger, other)
            .map(node -> CompletableFuture.supplyAsync(() -> node.recover(FIRST, salvage, NEXT)))
            .toList();
    assertThat(nodes.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(true, false);
    assertThat(snapshot(A)).isEqualTo(tally(A, 1, 0, 1));
    assertThat(ledger.records().history(A, 10)).hasSize(1);
  }

  @Test
  void nextTermNumbersItsEventsFromOne() {
    journal.vote(A, ADA, UP);
    flush();
    begin(NEXT);
    FakeJournal next = new FakeJournal(NEXT);
    next.load(A, 1, 0, 1);
    next.load(A, ADA, UP);
    VoteEvent later =
        next.vote(A, ADA, DOWN, 1_800_000_000_000_000L, journal.vote(B, ADA, UP).requestId());
    assertThat(later.seq()).isEqualTo(1);
    assertThat(flush(next)).isEmpty();
    assertThat(snapshot(A)).isEqualTo(tally(A, 0, 1, 2));
    assertThat(ledger.records().history(A, 10).get(0).requestId()).isEqualTo(later.requestId());
  }
}
